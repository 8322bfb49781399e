CREATE TABLE target (
    id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name             text        NOT NULL,
    short_name       text,                        -- the file's name without its ending; null for servers
    identity         text        NOT NULL UNIQUE, -- P4: canonical URL, host of a file, own revisions schema
    url              text        NOT NULL,        -- as given: may hold references to secrets, never a secret
    canonical_url    text        NOT NULL,        -- what everybody may see
    kind             text        NOT NULL,
    server           text,                        -- host:port; null for files
    labels           jsonb       NOT NULL DEFAULT '{}',
    pool             text        NOT NULL DEFAULT 'default',
    lifecycle        text        NOT NULL DEFAULT 'ACTIVE',
    directory        text,                        -- P6: bound by the first deployment
    host_id          text,
    revisions_schema text,
    last_run_seq     bigint      NOT NULL DEFAULT 0,
    event_sequence   bigint      NOT NULL DEFAULT 1,
    changed_at       timestamptz NOT NULL DEFAULT now()
);
-- a name that was given back by a retired target may be used again
CREATE UNIQUE INDEX target_name ON target (name) WHERE lifecycle = 'ACTIVE';
CREATE INDEX target_short_name ON target (short_name) WHERE lifecycle = 'ACTIVE';

CREATE SEQUENCE deployment_id;

CREATE TABLE deployment (
    id             bigint PRIMARY KEY,
    directory      text        NOT NULL,
    sequence       integer     NOT NULL,
    digest         text        NOT NULL,
    to_migration   text,
    env            text,
    state          text        NOT NULL,
    reason         text,
    max_parallel   integer     NOT NULL,
    max_failures   integer,
    forgiven       integer     NOT NULL DEFAULT 0, -- failures that were there at the last retry and are not judged again
    options        jsonb       NOT NULL,
    request        jsonb       NOT NULL,
    created_by     text        NOT NULL,
    event_sequence bigint      NOT NULL DEFAULT 0,
    pending        integer     NOT NULL DEFAULT 0,
    queued         integer     NOT NULL DEFAULT 0,
    running        integer     NOT NULL DEFAULT 0,
    succeeded      integer     NOT NULL DEFAULT 0,
    no_action      integer     NOT NULL DEFAULT 0,
    failed         integer     NOT NULL DEFAULT 0,
    unreachable    integer     NOT NULL DEFAULT 0,
    unknown        integer     NOT NULL DEFAULT 0,
    skipped        integer     NOT NULL DEFAULT 0,
    cancelled      integer     NOT NULL DEFAULT 0,
    created_at     timestamptz NOT NULL,
    started_at     timestamptz,
    finished_at    timestamptz
);
CREATE INDEX deployment_active ON deployment (id) WHERE state IN ('RUNNING', 'CANCELLING');

CREATE TABLE wave (
    deployment_id bigint  NOT NULL REFERENCES deployment,
    position      integer NOT NULL,
    name          text    NOT NULL,
    state         text    NOT NULL,
    total         integer NOT NULL,
    PRIMARY KEY (deployment_id, position)
);

CREATE TABLE run (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    deployment_id   bigint      NOT NULL REFERENCES deployment,
    wave            integer     NOT NULL,
    position        integer     NOT NULL,
    target_id       bigint      NOT NULL REFERENCES target,
    run_seq         bigint      NOT NULL,
    attempt         integer     NOT NULL DEFAULT 1,
    state           text        NOT NULL DEFAULT 'PENDING',
    reason          text,
    sending         integer     NOT NULL DEFAULT 0, -- rises with every claim and every sending again
    claimed_at      timestamptz,
    sent_at         timestamptz,
    not_before      timestamptz,
    returned_offset bigint      NOT NULL DEFAULT -1, -- place of the last RunReturned that was heeded
    done_before     boolean     NOT NULL DEFAULT false, -- an attempt that was tried again had succeeded after all
    agent           text,
    from_version    text,
    to_version      text,
    error           jsonb,
    started_at      timestamptz,
    finished_at     timestamptz,
    UNIQUE (target_id, run_seq)
);
-- the queue of a deployment, in the order in which the targets were named
CREATE INDEX run_pending ON run (deployment_id, position) WHERE state = 'PENDING';
CREATE INDEX run_of_deployment ON run (deployment_id, position);
-- what a target still has to do: looked at by every claim
CREATE INDEX run_open ON run (target_id, deployment_id) WHERE state IN ('PENDING', 'QUEUED', 'RUNNING', 'UNKNOWN');
-- a target never has two runs in flight, whatever the code above it does
CREATE UNIQUE INDEX run_one_in_flight ON run (target_id) WHERE state IN ('QUEUED', 'RUNNING', 'UNKNOWN');
CREATE INDEX run_unsent ON run (claimed_at) WHERE state = 'QUEUED' AND sent_at IS NULL;

CREATE TABLE idempotency_key (
    caller        text        NOT NULL,
    key           text        NOT NULL,
    body_hash     text        NOT NULL,
    deployment_id bigint,
    created_at    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (caller, key)
);
CREATE INDEX idempotency_key_age ON idempotency_key (created_at);

-- What the other services are to be told. Columns id, aggregatetype, aggregateid, type
-- and payload are those a change-data-capture outbox router expects, so that one can take over from the relay.
CREATE TABLE outbox (
    position          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id                uuid        NOT NULL,
    aggregatetype     text        NOT NULL,
    aggregateid       text        NOT NULL,
    type              text        NOT NULL,
    payload           jsonb       NOT NULL,
    topic             text        NOT NULL,
    aggregatesequence bigint      NOT NULL,
    traceparent       text,
    created_at        timestamptz NOT NULL DEFAULT now()
);
