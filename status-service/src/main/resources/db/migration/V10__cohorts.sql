-- A row of a database tells all that lists are filtered and put in order by, so that a page follows one index and counters
-- know every filter but words that are searched for. Views are filled again from the topics, as by V7 (P16).
TRUNCATE directory, directory_version, migration, target, deployment, run, attempt, revision, knowledge, sighting, inspection,
    resolution, database, standing, database_error, run_count, run_error, error_kind, agent, change, projected;
UPDATE generation SET id = gen_random_uuid();
INSERT INTO change (what)
VALUES ('{"directories": [], "deployments": {}, "databases": false, "agents": false, "everything": true}');

-- Targets with equal labels share a set, whose id follows from the labels. A set that nobody has any more does no harm.
CREATE TABLE label_set (
    id     uuid PRIMARY KEY,
    labels jsonb NOT NULL
);
ALTER TABLE target ADD COLUMN label_set uuid NOT NULL GENERATED ALWAYS AS (md5(labels::text)::uuid) STORED;

CREATE FUNCTION keep_label_sets() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO label_set SELECT DISTINCT label_set, labels FROM new_rows ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER labels_of_new AFTER INSERT ON target
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_label_sets();
CREATE TRIGGER labels_of_changed AFTER UPDATE ON target
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_label_sets();

ALTER TABLE database
    ADD COLUMN name      text COLLATE "C" NOT NULL,     -- of its target, as is the next; empty while it is not heard of
    ADD COLUMN label_set uuid,
    ADD COLUMN env       text;                          -- of the deployment of its newest run

-- databases in order, all of them, and those that stand alike
CREATE INDEX database_by_name ON database (name, target, directory) WHERE shown;
DROP INDEX database_by_standing;
CREATE INDEX database_by_standing ON database (directory, failed, complete, name, target) WHERE shown;
CREATE INDEX database_by_standing_and_update ON database (directory, failed, complete, updated_at, target) WHERE shown;
DROP INDEX database_astray;
CREATE INDEX database_astray ON database (directory, name, target) WHERE shown AND (failed OR partly);
-- finds those with some labels or of an environment, when they are few
CREATE INDEX database_by_labels ON database (label_set) WHERE shown;
CREATE INDEX database_by_env ON database (env) WHERE shown AND env IS NOT NULL;

-- a standing, told apart by labels and environment
CREATE TABLE cohort (
    directory text COLLATE "C" NOT NULL,
    complete  text[]  NOT NULL,
    failed    boolean NOT NULL,
    label_set uuid    NOT NULL,
    env       text    NOT NULL,                         -- empty for none
    databases bigint  NOT NULL,
    PRIMARY KEY (directory, complete, failed, label_set, env)
);
CREATE INDEX cohort_left ON cohort (directory) WHERE databases = 0;

CREATE FUNCTION count_new_cohort() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO cohort AS c
    SELECT directory, complete, failed, label_set, coalesce(env, ''), count(*) FROM new_rows WHERE shown
    GROUP BY 1, 2, 3, 4, 5
    ON CONFLICT (directory, complete, failed, label_set, env) DO UPDATE SET databases = c.databases + excluded.databases;
    RETURN NULL;
END $$;

CREATE FUNCTION count_moved_cohort() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO cohort AS c
    SELECT directory, complete, failed, label_set, coalesce(env, ''), sum(n)
    FROM (SELECT directory, complete, failed, label_set, env, 1 AS n FROM new_rows WHERE shown
          UNION ALL
          SELECT directory, complete, failed, label_set, env, -1 FROM old_rows WHERE shown) AS moved
    GROUP BY 1, 2, 3, 4, 5 HAVING sum(n) <> 0
    ON CONFLICT (directory, complete, failed, label_set, env) DO UPDATE SET databases = c.databases + excluded.databases;
    DELETE FROM cohort WHERE databases = 0;
    RETURN NULL;
END $$;

CREATE TRIGGER cohort_of_new AFTER INSERT ON database
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION count_new_cohort();
CREATE TRIGGER cohort_of_moved AFTER UPDATE ON database
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION count_moved_cohort();
