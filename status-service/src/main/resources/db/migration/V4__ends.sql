-- What no view needs: whether an agent reported an attempt at all, for the orchestrator tells what follows from that; and
-- which inspection ended an error, for that follows from what is known of the contents.
ALTER TABLE attempt DROP COLUMN reported;
ALTER TABLE sighting DROP COLUMN cleared_seq;

-- looked at again when a version is heard of that such a database is at
CREATE INDEX database_in_error ON database (directory) WHERE failed;

-- P8: whether an error is over. A run failed to bring a database to a content; later it was found to be at that content,
-- or at one of a later version.
CREATE FUNCTION error_is_over(of_target bigint, of_directory text, failed_seq bigint, failed_digest text) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM knowledge k
        WHERE k.target = of_target AND k.directory = of_directory AND k.complete AND k.run_seq > failed_seq
          AND (failed_digest IS NULL OR k.digest = failed_digest
               OR (SELECT max(v.sequence) FROM directory_version v
                   WHERE v.directory = of_directory AND v.digest = k.digest)
                  >= (SELECT min(v.sequence) FROM directory_version v
                      WHERE v.directory = of_directory AND v.digest = failed_digest)))
$$;
