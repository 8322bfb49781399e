package io.drover.status.projection;

import io.drover.status.Json;
import io.drover.status.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Computes rows of {@code database} from what is known of their target, runs and attempts. The row is a function of these
 * so computing it again is always right and never needed twice.
 */
@ApplicationScoped
class DatabaseProjector {
    private static final int SLICE = 2_000;

    /**
     * Which contents a row has to remember of those that are wholly applied: the one told of last, the newest of its
     * directory's versions, and those whose version is not heard of yet (they are looked at again when it is).
     */
    private static final String REMEMBERED = """
            SELECT array_agg(applied.digest ORDER BY applied.digest) AS digests
            FROM (SELECT wholly.digest, v.sequence,
                      row_number() OVER (ORDER BY wholly.run_seq DESC, wholly.attempt DESC, wholly.digest) AS told,
                      row_number() OVER (PARTITION BY v.sequence IS NULL
                          ORDER BY v.sequence DESC, wholly.run_seq DESC, wholly.attempt DESC, wholly.digest) AS place
                  FROM knowledge wholly
                  LEFT JOIN LATERAL (SELECT min(version.sequence) AS sequence FROM directory_version version
                      WHERE version.directory = k.directory AND version.digest = wholly.digest) AS v ON true
                  WHERE wholly.target = k.target AND wholly.directory = k.directory AND wholly.complete) AS applied
            WHERE applied.told = 1 OR applied.place <= CASE WHEN applied.sequence IS NULL THEN 10 ELSE 1 END
            """;

    private final Sql sql;

    DatabaseProjector(Sql sql) {
        this.sql = sql;
    }

    void refresh(Touched touched) {
        List<Touched.Key> rows = List.copyOf(touched.rows());
        for (int from = 0; from < rows.size(); from += SLICE) {
            if (refresh(rows.subList(from, Math.min(rows.size(), from + SLICE))) > 0) {
                touched.databasesChanged();
            }
        }
    }

    /** How many rows are others than before. */
    private int refresh(List<Touched.Key> rows) {
        return sql.update("""
                INSERT INTO database AS d
                SELECT k.target, k.directory,
                    t.id IS NOT NULL AND t.lifecycle = 'ACTIVE'
                        AND (t.directory IS NOT DISTINCT FROM k.directory OR newest.id IS NOT NULL),
                    over.not_yet,
                    coalesce(remembered.digests, '{}'),
                    newest.id, told.run, told.attempt, migrated.run, migrated.attempt, s.current_version,
                    coalesce(greatest(told.finished_at, s.inspected_at), t.changed_at, 'epoch'),
                    CASE WHEN s.inspected_seq > 0 AND (told.run IS NULL
                            OR (s.inspected_seq, s.inspected_attempt) > (told.run_seq, told.attempt)
                            OR ((s.inspected_seq, s.inspected_attempt) = (told.run_seq, told.attempt) AND NOT told.by_agent))
                        THEN 'inspection' WHEN told.run IS NOT NULL THEN 'agent' END,
                    CASE WHEN over.not_yet THEN told.fingerprint END, CASE WHEN over.not_yet THEN told.finished_at END,
                    CASE WHEN over.not_yet THEN told.failed_version END,
                    migrated.run IS NOT NULL AND NOT EXISTS (
                        SELECT 1 FROM knowledge f WHERE f.target = k.target AND f.directory = k.directory
                        AND f.digest = (SELECT r.digest FROM run r WHERE r.id = migrated.run)
                        AND f.complete AND (f.run_seq, f.attempt) >= (migrated.run_seq, migrated.attempt)),
                    coalesce(t.name, ''), t.label_set, dep.env
                FROM jsonb_to_recordset(?::jsonb) AS k(target bigint, directory text)
                LEFT JOIN target t ON t.id = k.target
                LEFT JOIN sighting s ON s.target = k.target AND s.directory = k.directory
                LEFT JOIN LATERAL (SELECT * FROM run r WHERE r.target = k.target AND r.directory = k.directory
                    ORDER BY r.run_seq DESC LIMIT 1) AS newest ON true
                LEFT JOIN deployment dep ON dep.id = newest.deployment
                LEFT JOIN LATERAL (SELECT a.run, a.attempt, a.run_seq, a.state, a.by_agent, a.finished_at,
                        a.fingerprint, a.error ->> 'version' AS failed_version,
                        coalesce(a.digest, (SELECT r.digest FROM run r WHERE r.id = a.run)) AS digest
                    FROM attempt a WHERE a.target = k.target AND a.directory = k.directory
                    AND a.state IN ('SUCCEEDED', 'NO_ACTION', 'FAILED', 'UNREACHABLE')
                    ORDER BY a.run_seq DESC, a.attempt DESC LIMIT 1) AS told ON true
                CROSS JOIN LATERAL (SELECT coalesce(told.state IN ('FAILED', 'UNREACHABLE'), false)
                    AND NOT error_is_over(k.target, k.directory, told.run_seq, told.digest) AS not_yet OFFSET 0) AS over
                LEFT JOIN LATERAL (
                    (SELECT a.run, a.attempt, a.run_seq FROM attempt a WHERE a.target = k.target
                        AND a.directory = k.directory AND jsonb_array_length(a.files) > 0
                     ORDER BY a.run_seq DESC, a.attempt DESC LIMIT 1)
                    UNION ALL
                    (SELECT i.run, i.attempt, i.run_seq FROM inspection i WHERE i.target = k.target
                        AND i.directory = k.directory ORDER BY i.run_seq DESC, i.attempt DESC LIMIT 1)
                    ORDER BY run_seq DESC, attempt DESC LIMIT 1) AS migrated ON true
                LEFT JOIN LATERAL (""" + REMEMBERED + """
                ) AS remembered ON true
                ON CONFLICT (target, directory) DO UPDATE SET
                    shown = excluded.shown, failed = excluded.failed, complete = excluded.complete, run = excluded.run,
                    told_run = excluded.told_run, told_attempt = excluded.told_attempt,
                    migrated_run = excluded.migrated_run, migrated_attempt = excluded.migrated_attempt,
                    current_version = excluded.current_version, updated_at = excluded.updated_at,
                    reported_by = excluded.reported_by, fingerprint = excluded.fingerprint,
                    failed_at = excluded.failed_at, failed_version = excluded.failed_version, partly = excluded.partly,
                    name = excluded.name, label_set = excluded.label_set, env = excluded.env
                WHERE (d.*) IS DISTINCT FROM (excluded.*)
                """, Json.rows(rows));
    }
}
