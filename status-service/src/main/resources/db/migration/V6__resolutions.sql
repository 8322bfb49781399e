-- P29: who said when what became of an ambiguous statement of a run; of two events about one the later counts
CREATE TABLE resolution (
    id           bigint PRIMARY KEY,
    sequence     bigint      NOT NULL,
    deployment   bigint      NOT NULL,
    run          bigint      NOT NULL,
    attempt      integer     NOT NULL,
    version      text        NOT NULL,
    statement    integer     NOT NULL,
    outcome      text        NOT NULL,
    state        text        NOT NULL,
    said_by      text        NOT NULL,
    detail       text,
    requested_at timestamptz NOT NULL,
    changed_at   timestamptz NOT NULL
);
CREATE INDEX resolution_of_run ON resolution (run, id);
