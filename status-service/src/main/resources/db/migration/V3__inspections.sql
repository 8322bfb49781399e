-- Views know more from here on, so they are filled again from the topics: without rows in projected the consumer begins
-- at the beginning (P16).
TRUNCATE directory, directory_version, target, deployment, run, attempt, revision, database, standing, run_count, agent,
    projected;

ALTER TABLE target ADD COLUMN duplicate_of text;

ALTER TABLE deployment
    ADD COLUMN created_sequence bigint  NOT NULL DEFAULT 0,     -- aggregate sequence of the DeploymentCreated that is shown
    ADD COLUMN history_cut      boolean NOT NULL DEFAULT false; -- only heard of by what was told again (P16)

-- what the orchestrator said last of an attempt that had not ended: UNKNOWN, or RUNNING again
ALTER TABLE run
    ADD COLUMN told_attempt  int    NOT NULL DEFAULT 0,
    ADD COLUMN told_sequence bigint NOT NULL DEFAULT 0,         -- aggregate sequence of the event that said it
    ADD COLUMN told_state    text,
    ADD COLUMN told_reason   text,
    ADD COLUMN told_at       timestamptz;

ALTER TABLE attempt DROP COLUMN complete_digest;

-- P10: whether a content is wholly applied to a database, by the newest run or inspection that tells
CREATE TABLE knowledge (
    target    bigint NOT NULL,
    directory text COLLATE "C" NOT NULL,
    digest    text COLLATE "C" NOT NULL,
    run_seq   bigint  NOT NULL,
    attempt   int     NOT NULL,
    complete  boolean NOT NULL,
    PRIMARY KEY (target, directory, digest)
);

-- what was last seen on a database; each group of columns has its own newest teller, 0 for none
CREATE TABLE sighting (
    target            bigint NOT NULL,
    directory         text COLLATE "C" NOT NULL,
    seen_seq          bigint NOT NULL DEFAULT 0,
    seen_attempt      int    NOT NULL DEFAULT 0,
    current_version   text COLLATE "C",
    inspected_seq     bigint NOT NULL DEFAULT 0,                -- the newest inspection that could look
    inspected_attempt int    NOT NULL DEFAULT 0,
    inspected_at      timestamptz,
    cleared_seq       bigint NOT NULL DEFAULT 0,                -- the newest inspection outside of deployments that found nothing left
    PRIMARY KEY (target, directory)
);

-- what the revisions of a run told when its target was asked: shown while no agent has reported the attempt
CREATE TABLE inspection (
    run             bigint NOT NULL,
    attempt         int    NOT NULL,
    deployment      bigint NOT NULL,
    target          bigint NOT NULL,
    directory       text   NOT NULL,
    run_seq         bigint NOT NULL,
    agent           text,
    from_version    text,
    current_version text,
    files           jsonb  NOT NULL,
    at              timestamptz NOT NULL,
    PRIMARY KEY (run, attempt)
);
CREATE INDEX inspection_by_database ON inspection (target, directory, run_seq DESC, attempt DESC);

ALTER TABLE database ADD COLUMN reported_by text;               -- who told last: agent, inspection

DROP FUNCTION remembered(text, text[], text);

-- Which contents a row has to remember of those that are wholly applied: the one told of last, the newest of its
-- directory's versions, and those whose version is not heard of yet (they are looked at again when it is).
CREATE FUNCTION remembered(of_target bigint, of_directory text) RETURNS text[] LANGUAGE sql STABLE AS $$
    WITH applied AS (
        SELECT k.digest, k.run_seq, k.attempt,
            (SELECT min(v.sequence) FROM directory_version v
             WHERE v.directory = of_directory AND v.digest = k.digest) AS sequence
        FROM knowledge k WHERE k.target = of_target AND k.directory = of_directory AND k.complete)
    SELECT coalesce(array_agg(kept.digest ORDER BY kept.digest), '{}')
    FROM ((SELECT digest FROM applied ORDER BY run_seq DESC, attempt DESC, digest LIMIT 1)
          UNION
          (SELECT digest FROM applied WHERE sequence IS NULL ORDER BY run_seq DESC, attempt DESC, digest LIMIT 10)
          UNION
          (SELECT digest FROM applied WHERE sequence IS NOT NULL ORDER BY sequence DESC, digest LIMIT 1)) AS kept
$$;
