-- What is needed to hold under every fault: epochs, signs of life, lost runs, knowledge of targets, inspections.

ALTER TABLE deployment
    ADD epoch         bigint  NOT NULL DEFAULT 0,      -- P20: raised by each pause and cancel
    ADD pause_cause   text,                            -- BUDGET or PERSON while PAUSED
    ADD control_open  boolean NOT NULL DEFAULT false,  -- the control topic holds a record of this deployment
    ADD per_server    integer NOT NULL DEFAULT 8,      -- P17
    ADD lost_after_ms bigint  NOT NULL DEFAULT 30000,  -- P21
    ADD supersede     boolean NOT NULL DEFAULT false;  -- P23

ALTER TABLE run
    ADD epoch       bigint  NOT NULL DEFAULT 0,        -- that of the last sending
    ADD server      text,                              -- whose slots it counts against; null for files
    ADD sign_at     timestamptz,                       -- last sign of life, by the clock of table listening
    ADD lost        integer NOT NULL DEFAULT 0,        -- attempts of which nobody told an end
    ADD lost_at     timestamptz,                       -- since when it is UNKNOWN
    ADD inspect_at  timestamptz,                       -- when the target is asked next, while UNKNOWN
    ADD inspections integer NOT NULL DEFAULT 0,        -- how often it was asked since it was lost
    DROP not_before;

UPDATE run r SET server = coalesce(t.labels ->> 'server', t.server) FROM target t
WHERE t.id = r.target_id AND t.server IS NOT NULL;

CREATE INDEX run_pending_of_server ON run (deployment_id, server, position) WHERE state = 'PENDING';
CREATE INDEX run_in_flight_of_server ON run (server)
    WHERE server IS NOT NULL AND state IN ('QUEUED', 'RUNNING', 'UNKNOWN');
CREATE INDEX run_in_flight ON run (sign_at) WHERE state IN ('QUEUED', 'RUNNING');
CREATE INDEX run_to_inspect ON run (inspect_at) WHERE state = 'UNKNOWN';
CREATE INDEX deployment_superseding ON deployment (id) WHERE supersede AND state IN ('RUNNING', 'PAUSED');

ALTER TABLE target
    ADD server_identity text,   -- P4: what the database says of itself
    ADD duplicate_of    bigint; -- an earlier target that is the same database
CREATE INDEX target_server_identity ON target (server_identity) WHERE server_identity IS NOT NULL;

-- P10: the digest of which nothing was left on the target; null: nothing is known since that run
CREATE TABLE knowledge (
    target_id       bigint PRIMARY KEY REFERENCES target,
    run_seq         bigint      NOT NULL,
    directory       text,
    digest          text,
    current_version text,
    learned_at      timestamptz NOT NULL
);
CREATE INDEX knowledge_age ON knowledge (learned_at) WHERE digest IS NOT NULL;

-- questions to targets outside of deployments that are not answered yet
CREATE TABLE inspection (
    target_id    bigint PRIMARY KEY REFERENCES target,
    run_seq      bigint      NOT NULL,
    directory    text        NOT NULL,
    sequence     integer     NOT NULL,
    digest       text        NOT NULL,
    requested_at timestamptz NOT NULL DEFAULT now(),
    sent         integer     NOT NULL DEFAULT 0,
    due_at       timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX inspection_due ON inspection (due_at);

-- P21: how far the topic of the agents is read, by the orchestrators' own beats in it
CREATE TABLE listening (
    one      boolean PRIMARY KEY DEFAULT true CHECK (one),
    heard_at timestamptz NOT NULL, -- time of the newest own beat that was read back
    since    timestamptz NOT NULL  -- since when there was no gap in them
);
INSERT INTO listening (heard_at, since) VALUES ('epoch', 'epoch');

-- the newest beat of each agent, at the time of the own beat before it
CREATE TABLE agent (
    id      text PRIMARY KEY,
    pool    text        NOT NULL,
    free    integer     NOT NULL,
    leaving boolean     NOT NULL,
    beat_at timestamptz NOT NULL
);
CREATE INDEX agent_of_pool ON agent (pool, beat_at);

ALTER TABLE outbox ALTER payload DROP NOT NULL; -- null: a tombstone
