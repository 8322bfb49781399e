-- Views of what the other services said. Every table can be dropped and filled again from the topics.

CREATE TABLE directory (
    name               text COLLATE "C" PRIMARY KEY,
    aggregate_sequence bigint      NOT NULL,
    sequence           int         NOT NULL, -- of the latest version, as are the next two
    digest             text        NOT NULL,
    version            text        NOT NULL,
    tags               jsonb       NOT NULL,
    pushed_at          timestamptz NOT NULL
);

CREATE TABLE directory_version (
    directory  text COLLATE "C" NOT NULL,
    sequence   int         NOT NULL,
    digest     text        NOT NULL,
    h1         text        NOT NULL,
    version    text        NOT NULL,
    file_count int         NOT NULL,
    files      jsonb       NOT NULL,
    pushed_at  timestamptz NOT NULL,
    pushed_by  text,
    context    jsonb,
    PRIMARY KEY (directory, sequence)
);
CREATE INDEX directory_version_by_digest ON directory_version (directory, digest);

CREATE TABLE target (
    id                 bigint PRIMARY KEY,
    aggregate_sequence bigint      NOT NULL,
    name               text COLLATE "C" NOT NULL,
    url                text,
    kind               text,
    server             text,
    labels             jsonb       NOT NULL,
    pool               text,
    directory          text,
    host_id            text,
    lifecycle          text        NOT NULL, -- ACTIVE, RETIRED, REMOVED (a tombstone)
    changed_at         timestamptz NOT NULL
);
CREATE INDEX target_by_name ON target (name, id);
CREATE INDEX target_by_short_name ON target (regexp_replace(name, '\.[^.]*$', '')) WHERE kind = 'sqlite';

CREATE TABLE deployment (
    id                bigint PRIMARY KEY,
    directory         text,
    sequence          int,
    digest            text,
    to_migration      text,
    env               text,
    total             int,
    max_parallel      int,
    max_failures      int,
    request           text,
    trigger_type      text,
    trigger_version   text,
    created_by        text,
    created_at        timestamptz,              -- null: DeploymentCreated was not heard of
    state             text        NOT NULL,
    reason            text,
    state_sequence    bigint      NOT NULL,     -- aggregate sequence of the event that told the state
    started_at        timestamptz,
    finished_at       timestamptz,
    finished_sequence bigint      NOT NULL DEFAULT 0,
    finished_counts   jsonb
);
CREATE INDEX deployment_by_directory ON deployment (directory, id DESC);
CREATE INDEX deployment_by_state ON deployment (state, id DESC);

CREATE TABLE run (
    id              bigint PRIMARY KEY,
    deployment      bigint NOT NULL,
    target          bigint NOT NULL,
    run_seq         bigint NOT NULL,
    directory       text,
    digest          text,
    target_name     text COLLATE "C",
    wave            text,
    position        int,                        -- null: RunsPlanned was not heard of
    planned_attempt int    NOT NULL,
    live_attempt    int    NOT NULL,            -- the newest start or return of an agent, 0 for none
    live_state      text,
    live_at         timestamptz,
    agent           text,
    attempt         int    NOT NULL,            -- merged by MergeRule from all of the above and from attempts
    state           text   NOT NULL,
    reason          text
);
CREATE INDEX run_by_deployment ON run (deployment, position, id);
CREATE INDEX run_by_failure ON run (deployment, position, id) WHERE state IN ('FAILED', 'UNREACHABLE');
CREATE INDEX run_by_name ON run (deployment, target_name);
CREATE INDEX run_by_database ON run (target, directory, run_seq DESC);

-- the word that ended an attempt: the best of what the agents reported and the orchestrator settled
CREATE TABLE attempt (
    run             bigint  NOT NULL,
    attempt         int     NOT NULL,
    deployment      bigint  NOT NULL,
    target          bigint  NOT NULL,
    directory       text,
    run_seq         bigint  NOT NULL,
    state           text    NOT NULL,
    reason          text,
    by_agent        boolean NOT NULL,           -- who said the word
    reported        boolean NOT NULL,           -- an agent has said something, though perhaps not the best word
    complete_digest text,                       -- the content of which an agent found nothing left to apply
    agent           text,
    digest          text,
    from_version    text,
    to_version      text,
    current_version text,
    files           jsonb   NOT NULL,
    error           jsonb,
    started_at      timestamptz,
    finished_at     timestamptz,
    PRIMARY KEY (run, attempt)
);
CREATE INDEX attempt_by_database ON attempt (target, directory, run_seq DESC, attempt DESC);

-- one row of the target's own revisions table, as far as agents told
CREATE TABLE revision (
    target         bigint NOT NULL,
    directory      text COLLATE "C" NOT NULL,
    version        text COLLATE "C" NOT NULL,
    description    text   NOT NULL,
    applied        int    NOT NULL,
    total          int    NOT NULL,
    at             timestamptz NOT NULL,
    duration_nanos bigint NOT NULL,
    deployment     bigint NOT NULL,
    run            bigint NOT NULL,
    run_seq        bigint NOT NULL,
    attempt        int    NOT NULL,
    PRIMARY KEY (target, directory, version)
);

-- P9: what was applied, never how that compares with the newest version; a push leaves these rows alone
CREATE TABLE database (
    target           bigint NOT NULL,
    directory        text COLLATE "C" NOT NULL,
    shown            boolean     NOT NULL,      -- the target is known and neither retired nor removed
    failed           boolean     NOT NULL,      -- so ended the last finished run
    complete         text[]      NOT NULL,      -- digests of which nothing is left: the newest, the last deployed, those not heard of yet
    run              bigint,                    -- the newest run
    told_run         bigint,                    -- the last finished attempt
    told_attempt     int,
    migrated_run     bigint,                    -- the last attempt that executed a file
    migrated_attempt int,
    current_version  text,
    updated_at       timestamptz NOT NULL,
    PRIMARY KEY (target, directory)
);
CREATE INDEX database_by_update ON database (updated_at, target, directory) WHERE shown;
CREATE INDEX database_with_several_digests ON database (directory) WHERE cardinality(complete) > 1;

-- P9: the histogram; a handful of rows per directory
CREATE TABLE standing (
    directory text COLLATE "C" NOT NULL,
    complete  text[]  NOT NULL,
    failed    boolean NOT NULL,
    databases bigint  NOT NULL,
    PRIMARY KEY (directory, complete, failed)
);

CREATE TABLE run_count (
    deployment bigint NOT NULL,
    state      text   NOT NULL,
    runs       bigint NOT NULL,
    PRIMARY KEY (deployment, state)
);

CREATE TABLE agent (
    id         text COLLATE "C" PRIMARY KEY,
    pool       text,
    host_id    text,
    version    text,
    slots      int         NOT NULL,
    held       int         NOT NULL,
    waiting    int         NOT NULL,
    leaving    boolean     NOT NULL,
    started_at timestamptz,
    beat_at    timestamptz NOT NULL
);

-- how far the views are, written with them
CREATE TABLE projected (
    topic       text   NOT NULL,
    partition   int    NOT NULL,
    next_offset bigint NOT NULL,
    event_at    timestamptz NOT NULL,
    PRIMARY KEY (topic, partition)
);
