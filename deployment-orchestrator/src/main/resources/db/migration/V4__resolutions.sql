-- P29: who said when what became of an ambiguous statement, and what the target made of it. Rows are never deleted.
CREATE TABLE resolution (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    deployment_id bigint      NOT NULL REFERENCES deployment,
    run_id        bigint      NOT NULL REFERENCES run,
    target_id     bigint      NOT NULL REFERENCES target,
    attempt       integer     NOT NULL, -- the one that failed as ambiguous
    run_seq       bigint      NOT NULL, -- that of the command, in the sequence of the target's runs
    version       text        NOT NULL,
    statement     integer     NOT NULL,
    outcome       text        NOT NULL,
    state         text        NOT NULL DEFAULT 'REQUESTED',
    requested_by  text        NOT NULL,
    requested_at  timestamptz NOT NULL DEFAULT now(),
    sent          integer     NOT NULL DEFAULT 0,
    due_at        timestamptz NOT NULL DEFAULT now(),
    settled_at    timestamptz,
    detail        text                  -- why it is refused, or why the target could not be asked yet
);
-- of one ambiguity only one thing can be said, until it is refused
CREATE UNIQUE INDEX resolution_of_attempt ON resolution (run_id, attempt) WHERE state <> 'REFUSED';
CREATE INDEX resolution_due ON resolution (due_at) WHERE state = 'REQUESTED';
CREATE INDEX resolution_of_target ON resolution (target_id, id);
