-- What transactions changed in the views, for those who watch them. The newest rows only; a watcher whose last row is not
-- here any more loads everything anew. A migration that empties views empties this too.
CREATE TABLE change (
    seq  bigint PRIMARY KEY,
    what jsonb NOT NULL
);

-- Begins at the time (thousandths of a second), so that ids of a database that was dropped and made again are never met.
CREATE SEQUENCE change_seq OWNED BY change.seq;
SELECT setval('change_seq', (extract(epoch FROM clock_timestamp()) * 1000)::bigint);
ALTER TABLE change ALTER COLUMN seq SET DEFAULT nextval('change_seq');
INSERT INTO change (what)
VALUES ('{"directories": [], "deployments": {}, "databases": false, "agents": false, "everything": true}');
