package io.drover.status.projection;

import io.drover.status.Json;
import io.drover.status.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Computes rows of {@code database} from what is known of their target, runs and attempts. The row is a function of these
 * (the digests it remembers only ever gain or lose by rank), so computing it again is always right and never needed twice.
 */
@ApplicationScoped
class DatabaseProjector {
    private static final int SLICE = 2_000;

    private final Sql sql;

    DatabaseProjector(Sql sql) {
        this.sql = sql;
    }

    private record Row(long target, String directory, Collection<String> digests) {}

    void refresh(Touched touched) {
        List<Row> rows = new ArrayList<>();
        touched.rows().forEach((key, digests) -> rows.add(new Row(key.target(), key.directory(), digests)));
        for (int from = 0; from < rows.size(); from += SLICE) {
            refresh(rows.subList(from, Math.min(rows.size(), from + SLICE)));
        }
    }

    private void refresh(List<Row> rows) {
        sql.update("""
                INSERT INTO database AS d
                SELECT k.target, k.directory,
                    t.id IS NOT NULL AND t.lifecycle = 'ACTIVE' AND (t.directory IS NOT DISTINCT FROM k.directory OR newest.id IS NOT NULL),
                    coalesce(told.state IN ('FAILED', 'UNREACHABLE'), false),
                    remembered(k.directory, coalesce(known.complete, '{}') || k.digests, last.complete_digest),
                    newest.id, told.run, told.attempt, migrated.run, migrated.attempt, seen.current_version,
                    coalesce(told.finished_at, t.changed_at, 'epoch')
                FROM jsonb_to_recordset(?::jsonb) AS k(target bigint, directory text, digests text[])
                LEFT JOIN target t ON t.id = k.target
                LEFT JOIN database known ON known.target = k.target AND known.directory = k.directory
                LEFT JOIN LATERAL (SELECT * FROM run r WHERE r.target = k.target AND r.directory = k.directory
                    ORDER BY r.run_seq DESC LIMIT 1) AS newest ON true
                LEFT JOIN LATERAL (SELECT * FROM attempt a WHERE a.target = k.target AND a.directory = k.directory
                    AND a.state IN ('SUCCEEDED', 'NO_ACTION', 'FAILED', 'UNREACHABLE')
                    ORDER BY a.run_seq DESC, a.attempt DESC LIMIT 1) AS told ON true
                LEFT JOIN LATERAL (SELECT * FROM attempt a WHERE a.target = k.target AND a.directory = k.directory
                    AND a.complete_digest IS NOT NULL
                    ORDER BY a.run_seq DESC, a.attempt DESC LIMIT 1) AS last ON true
                LEFT JOIN LATERAL (SELECT * FROM attempt a WHERE a.target = k.target AND a.directory = k.directory
                    AND a.current_version IS NOT NULL
                    ORDER BY a.run_seq DESC, a.attempt DESC LIMIT 1) AS seen ON true
                LEFT JOIN LATERAL (SELECT * FROM attempt a WHERE a.target = k.target AND a.directory = k.directory
                    AND jsonb_array_length(a.files) > 0
                    ORDER BY a.run_seq DESC, a.attempt DESC LIMIT 1) AS migrated ON true
                ON CONFLICT (target, directory) DO UPDATE SET
                    shown = excluded.shown, failed = excluded.failed, complete = excluded.complete, run = excluded.run,
                    told_run = excluded.told_run, told_attempt = excluded.told_attempt,
                    migrated_run = excluded.migrated_run, migrated_attempt = excluded.migrated_attempt,
                    current_version = excluded.current_version, updated_at = excluded.updated_at
                WHERE (d.*) IS DISTINCT FROM (excluded.*)
                """, Json.rows(rows));
    }
}
