-- The counters follow the rows by statement triggers: no writer can forget them, and a rewritten row counts once.

CREATE FUNCTION count_new_standing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO standing AS s
    SELECT directory, complete, failed, count(*) FROM new_rows WHERE shown GROUP BY 1, 2, 3
    ON CONFLICT (directory, complete, failed) DO UPDATE SET databases = s.databases + excluded.databases;
    RETURN NULL;
END $$;

CREATE FUNCTION count_moved_standing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO standing AS s
    SELECT directory, complete, failed, sum(n)
    FROM (SELECT directory, complete, failed, 1 AS n FROM new_rows WHERE shown
          UNION ALL
          SELECT directory, complete, failed, -1 FROM old_rows WHERE shown) AS moved
    GROUP BY 1, 2, 3 HAVING sum(n) <> 0
    ON CONFLICT (directory, complete, failed) DO UPDATE SET databases = s.databases + excluded.databases;
    DELETE FROM standing WHERE databases = 0 AND directory IN (SELECT directory FROM old_rows);
    RETURN NULL;
END $$;

CREATE TRIGGER standing_of_new AFTER INSERT ON database
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION count_new_standing();
CREATE TRIGGER standing_of_moved AFTER UPDATE ON database
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION count_moved_standing();

CREATE FUNCTION count_new_runs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO run_count AS c
    SELECT deployment, state, count(*) FROM new_rows GROUP BY 1, 2
    ON CONFLICT (deployment, state) DO UPDATE SET runs = c.runs + excluded.runs;
    RETURN NULL;
END $$;

CREATE FUNCTION count_moved_runs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO run_count AS c
    SELECT deployment, state, sum(n)
    FROM (SELECT deployment, state, 1 AS n FROM new_rows
          UNION ALL
          SELECT deployment, state, -1 FROM old_rows) AS moved
    GROUP BY 1, 2 HAVING sum(n) <> 0
    ON CONFLICT (deployment, state) DO UPDATE SET runs = c.runs + excluded.runs;
    DELETE FROM run_count WHERE runs = 0 AND deployment IN (SELECT deployment FROM old_rows);
    RETURN NULL;
END $$;

CREATE TRIGGER count_of_new_runs AFTER INSERT ON run
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION count_new_runs();
CREATE TRIGGER count_of_moved_runs AFTER UPDATE ON run
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION count_moved_runs();

-- Which digests a row has to remember: the last one found complete, the newest of its directory's versions, and those
-- whose version is not heard of yet (they are looked at again when it is).
CREATE FUNCTION remembered(dir text, digests text[], last text) RETURNS text[] LANGUAGE sql STABLE AS $$
    SELECT coalesce(array_agg(kept.digest ORDER BY kept.digest), '{}')
    FROM (SELECT last AS digest WHERE last IS NOT NULL
          UNION
          SELECT d FROM unnest(digests) AS d
          WHERE NOT EXISTS (SELECT 1 FROM directory_version v WHERE v.directory = dir AND v.digest = d)
          UNION
          (SELECT v.digest FROM directory_version v WHERE v.directory = dir AND v.digest = ANY (digests)
           GROUP BY v.digest ORDER BY min(v.sequence) DESC LIMIT 1)) AS kept
$$;
