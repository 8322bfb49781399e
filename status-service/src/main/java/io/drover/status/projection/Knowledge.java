package io.drover.status.projection;

import io.drover.status.Json;
import io.drover.status.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;

/**
 * Keeps what runs and inspections tell of a database. Of facts about one content the one of the latest (runSeq, attempt)
 * stays; what one attempt found complete is complete for that attempt, and its highest version counts: within an attempt
 * a database only moves on. So neither order nor repetition matters.
 */
@ApplicationScoped
class Knowledge {
    private final Sql sql;

    Knowledge(Sql sql) {
        this.sql = sql;
    }

    /** An inspection that could look. */
    record Inspected(long target, String directory, long runSeq, int attempt, Instant at) {}

    void add(Collection<Fact> facts, Touched touched) {
        if (facts.isEmpty()) {
            return;
        }
        facts.forEach(fact -> touched.add(fact.target(), fact.directory()));
        sql.update("""
                INSERT INTO knowledge AS k (target, directory, digest, run_seq, attempt, complete)
                SELECT DISTINCT ON (target, directory, digest) target, directory, digest, run_seq, attempt, complete
                FROM jsonb_to_recordset(?::jsonb) AS x(target bigint, directory text, digest text, run_seq bigint,
                    attempt int, complete boolean)
                ORDER BY target, directory, digest, run_seq DESC, attempt DESC, complete DESC
                ON CONFLICT (target, directory, digest) DO UPDATE SET
                    run_seq = excluded.run_seq, attempt = excluded.attempt, complete = excluded.complete
                WHERE (excluded.run_seq, excluded.attempt, excluded.complete) > (k.run_seq, k.attempt, k.complete)
                """, Json.rows(facts));
    }

    void see(Collection<Seen> seen, Touched touched) {
        if (seen.isEmpty()) {
            return;
        }
        seen.forEach(one -> touched.add(one.target(), one.directory()));
        sql.update("""
                INSERT INTO sighting AS s (target, directory, seen_seq, seen_attempt, current_version)
                SELECT DISTINCT ON (target, directory) target, directory, run_seq, attempt, current_version
                FROM jsonb_to_recordset(?::jsonb) AS x(target bigint, directory text, run_seq bigint, attempt int,
                    current_version text)
                ORDER BY target, directory, run_seq DESC, attempt DESC, current_version COLLATE "C" DESC NULLS LAST
                ON CONFLICT (target, directory) DO UPDATE SET
                    seen_seq = excluded.seen_seq, seen_attempt = excluded.seen_attempt,
                    current_version = excluded.current_version
                WHERE (excluded.seen_seq, excluded.seen_attempt, coalesce(excluded.current_version, '') COLLATE "C")
                    > (s.seen_seq, s.seen_attempt, coalesce(s.current_version, '') COLLATE "C")
                """, Json.rows(seen));
    }

    void inspected(Collection<Inspected> inspected, Touched touched) {
        if (inspected.isEmpty()) {
            return;
        }
        inspected.forEach(one -> touched.add(one.target(), one.directory()));
        sql.update("""
                INSERT INTO sighting AS s (target, directory, inspected_seq, inspected_attempt, inspected_at)
                SELECT DISTINCT ON (target, directory) target, directory, run_seq, attempt, at
                FROM jsonb_to_recordset(?::jsonb) AS x(target bigint, directory text, run_seq bigint, attempt int,
                    at timestamptz)
                ORDER BY target, directory, run_seq DESC, attempt DESC, at DESC
                ON CONFLICT (target, directory) DO UPDATE SET
                    inspected_seq = excluded.inspected_seq, inspected_attempt = excluded.inspected_attempt,
                    inspected_at = excluded.inspected_at
                WHERE (excluded.inspected_seq, excluded.inspected_attempt, excluded.inspected_at)
                    > (s.inspected_seq, s.inspected_attempt, coalesce(s.inspected_at, '-infinity'))
                """, Json.rows(inspected));
    }
}
