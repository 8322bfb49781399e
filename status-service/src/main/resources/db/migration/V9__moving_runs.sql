-- A run changes its state two or three times. While no index speaks of the state, such a change touches none of them, and
-- with room on its page the row stays where it is.
ALTER TABLE run ADD COLUMN failed boolean NOT NULL GENERATED ALWAYS AS (state IN ('FAILED', 'UNREACHABLE')) STORED;
DROP INDEX run_by_failure;
CREATE INDEX run_by_failure ON run (deployment, position, id) WHERE failed;
ALTER TABLE run SET (fillfactor = 70);

-- what a database remembers is found by the statement that writes its row
DROP FUNCTION remembered(bigint, text);
