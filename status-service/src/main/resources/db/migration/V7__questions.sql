-- Views know more from here on: errors that are alike, in which versions of a directory a migration is. They are filled
-- again from the topics, as by V3 (P16).
TRUNCATE directory, directory_version, target, deployment, run, attempt, revision, knowledge, sighting, inspection,
    resolution, database, standing, run_count, agent, projected;

-- which views these are: a tag of an answer says nothing of an answer from other views
CREATE TABLE generation (id uuid NOT NULL);
INSERT INTO generation VALUES (gen_random_uuid());

-- what errors with one fingerprint have in common; never changes, for the fingerprint follows from the rest
CREATE TABLE error_kind (
    fingerprint text COLLATE "C" PRIMARY KEY,
    code        text NOT NULL,
    message     text NOT NULL                   -- without literals
);

ALTER TABLE attempt ADD COLUMN fingerprint text COLLATE "C";

-- of a run that is FAILED or UNREACHABLE
ALTER TABLE run
    ADD COLUMN fingerprint text COLLATE "C",
    ADD COLUMN failed_at   timestamptz;
CREATE INDEX run_by_error ON run (deployment, fingerprint, position, id) WHERE fingerprint IS NOT NULL;
CREATE INDEX run_by_error_time ON run (deployment, fingerprint, failed_at, id) WHERE fingerprint IS NOT NULL;

ALTER TABLE database
    ADD COLUMN fingerprint    text COLLATE "C", -- null unless failed, as are the next two
    ADD COLUMN failed_at      timestamptz,
    ADD COLUMN failed_version text COLLATE "C", -- the migration that failed, null when none was at fault
    -- its last migrating run left something to do, so its revisions may be ahead of the contents it has completely
    ADD COLUMN partly         boolean NOT NULL DEFAULT false;
CREATE INDEX database_by_error ON database (fingerprint, directory, failed_at, target)
    WHERE shown AND fingerprint IS NOT NULL;
CREATE INDEX database_astray ON database (directory, failed_version) WHERE shown AND (failed OR partly);
-- finds the databases of a standing, when they are few
CREATE INDEX database_by_standing ON database (directory, failed, complete) WHERE shown;

-- a migration was in the versions of its directory from since until before gone; again in later ones, if it came back
CREATE TABLE migration (
    directory   text COLLATE "C" NOT NULL,
    version     text COLLATE "C" NOT NULL,
    since       int  NOT NULL,
    gone        int,                            -- null: every later version has it
    name        text NOT NULL,                  -- of its file, in version since
    description text NOT NULL,
    PRIMARY KEY (directory, version, since)
);

ALTER TABLE deployment ADD COLUMN attention int GENERATED ALWAYS AS (CASE
    WHEN state IN ('FAILED', 'PAUSED') THEN 0
    WHEN state IN ('SUCCEEDED', 'CANCELLED') THEN 2
    ELSE 1 END) STORED;
CREATE INDEX deployment_by_attention ON deployment (attention, id DESC);
CREATE INDEX deployment_by_directory_and_attention ON deployment (directory, attention, id DESC);

-- Counters of errors, kept by the same triggers as the others: databases in ERROR now, runs of a deployment.
CREATE TABLE database_error (
    directory   text COLLATE "C" NOT NULL,
    fingerprint text COLLATE "C" NOT NULL,
    databases   bigint NOT NULL,
    PRIMARY KEY (directory, fingerprint)
);
CREATE TABLE run_error (
    deployment  bigint NOT NULL,
    fingerprint text COLLATE "C" NOT NULL,
    runs        bigint NOT NULL,
    PRIMARY KEY (deployment, fingerprint)
);

CREATE OR REPLACE FUNCTION count_new_standing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO standing AS s
    SELECT directory, complete, failed, count(*) FROM new_rows WHERE shown GROUP BY 1, 2, 3
    ON CONFLICT (directory, complete, failed) DO UPDATE SET databases = s.databases + excluded.databases;
    INSERT INTO database_error AS e
    SELECT directory, fingerprint, count(*) FROM new_rows WHERE shown AND fingerprint IS NOT NULL GROUP BY 1, 2
    ON CONFLICT (directory, fingerprint) DO UPDATE SET databases = e.databases + excluded.databases;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION count_moved_standing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO standing AS s
    SELECT directory, complete, failed, sum(n)
    FROM (SELECT directory, complete, failed, 1 AS n FROM new_rows WHERE shown
          UNION ALL
          SELECT directory, complete, failed, -1 FROM old_rows WHERE shown) AS moved
    GROUP BY 1, 2, 3 HAVING sum(n) <> 0
    ON CONFLICT (directory, complete, failed) DO UPDATE SET databases = s.databases + excluded.databases;
    DELETE FROM standing WHERE databases = 0 AND directory IN (SELECT directory FROM old_rows);
    INSERT INTO database_error AS e
    SELECT directory, fingerprint, sum(n)
    FROM (SELECT directory, fingerprint, 1 AS n FROM new_rows WHERE shown AND fingerprint IS NOT NULL
          UNION ALL
          SELECT directory, fingerprint, -1 FROM old_rows WHERE shown AND fingerprint IS NOT NULL) AS moved
    GROUP BY 1, 2 HAVING sum(n) <> 0
    ON CONFLICT (directory, fingerprint) DO UPDATE SET databases = e.databases + excluded.databases;
    DELETE FROM database_error e USING old_rows o
    WHERE e.databases = 0 AND e.directory = o.directory AND e.fingerprint = o.fingerprint;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION count_new_runs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO run_count AS c
    SELECT deployment, state, count(*) FROM new_rows GROUP BY 1, 2
    ON CONFLICT (deployment, state) DO UPDATE SET runs = c.runs + excluded.runs;
    INSERT INTO run_error AS e
    SELECT deployment, fingerprint, count(*) FROM new_rows WHERE fingerprint IS NOT NULL GROUP BY 1, 2
    ON CONFLICT (deployment, fingerprint) DO UPDATE SET runs = e.runs + excluded.runs;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION count_moved_runs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO run_count AS c
    SELECT deployment, state, sum(n)
    FROM (SELECT deployment, state, 1 AS n FROM new_rows
          UNION ALL
          SELECT deployment, state, -1 FROM old_rows) AS moved
    GROUP BY 1, 2 HAVING sum(n) <> 0
    ON CONFLICT (deployment, state) DO UPDATE SET runs = c.runs + excluded.runs;
    DELETE FROM run_count WHERE runs = 0 AND deployment IN (SELECT deployment FROM old_rows);
    INSERT INTO run_error AS e
    SELECT deployment, fingerprint, sum(n)
    FROM (SELECT deployment, fingerprint, 1 AS n FROM new_rows WHERE fingerprint IS NOT NULL
          UNION ALL
          SELECT deployment, fingerprint, -1 FROM old_rows WHERE fingerprint IS NOT NULL) AS moved
    GROUP BY 1, 2 HAVING sum(n) <> 0
    ON CONFLICT (deployment, fingerprint) DO UPDATE SET runs = e.runs + excluded.runs;
    DELETE FROM run_error e USING old_rows o
    WHERE e.runs = 0 AND e.deployment = o.deployment AND e.fingerprint = o.fingerprint;
    RETURN NULL;
END $$;

CREATE INDEX database_error_by_fingerprint ON database_error (fingerprint);

-- Part of a name is found by its trigrams. Whoever may not make the extension does without: all names are then looked at.
DO $$
BEGIN
    -- not in the schema of the views, with which it would go
    IF NOT EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm') THEN
        CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public;
    END IF;
    CREATE INDEX target_by_part_of_name ON target USING gin (lower(name) gin_trgm_ops);
EXCEPTION WHEN insufficient_privilege OR undefined_file OR undefined_object OR feature_not_supported THEN
    RAISE NOTICE 'pg_trgm is not available';
END $$;
