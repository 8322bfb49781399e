-- The table every service with an outbox creates in a migration of its own. Columns id, aggregatetype, aggregateid, type
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
