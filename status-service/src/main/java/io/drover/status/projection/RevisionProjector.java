package io.drover.status.projection;

import io.drover.contracts.RunFinished;
import io.drover.contracts.RunInspected;
import io.drover.contracts.RunRef;
import io.drover.status.Json;
import io.drover.status.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/**
 * Keeps, per database, the revisions that agents reported: what stands in the target's own revisions table. Of several
 * reports about one version the one with more statements done counts, among equals the earliest: the table keeps that
 * too. A file that was rolled back left no row there and leaves none here.
 */
@ApplicationScoped
class RevisionProjector {
    private final Sql sql;

    RevisionProjector(Sql sql) {
        this.sql = sql;
    }

    private record RevisionRow(
            long target,
            String directory,
            String version,
            String description,
            int applied,
            int total,
            Instant at,
            long durationNanos,
            long deployment,
            long run,
            long runSeq,
            int attempt) {}

    void project(List<RunFinished> events) {
        keep(events.stream()
                .filter(event -> event.directory() != null)
                .flatMap(event -> event.files().stream()
                        .filter(file -> stands(event, file))
                        .map(file -> rowOf(event.ref(), event.directory(), file)))
                .toList());
    }

    /** What inspections read in the tables of targets about their runs. */
    void found(List<RunInspected> events) {
        keep(events.stream()
                .flatMap(event -> event.files().stream()
                        .filter(file -> file.applied() > 0 || file.total() == 0)
                        .map(file -> rowOf(event.ref(), event.directory(), file)))
                .toList());
    }

    private void keep(List<RevisionRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        sql.update("""
                INSERT INTO revision AS r
                SELECT DISTINCT ON (target, directory, version) x.*
                FROM jsonb_to_recordset(?::jsonb) AS x(target bigint, directory text, version text, description text,
                    applied int, total int, at timestamptz, duration_nanos bigint, deployment bigint, run bigint,
                    run_seq bigint, attempt int)
                ORDER BY target, directory, version, applied DESC, run_seq, attempt, at, duration_nanos, total
                ON CONFLICT (target, directory, version) DO UPDATE SET
                    description = excluded.description, applied = excluded.applied, total = excluded.total,
                    at = excluded.at, duration_nanos = excluded.duration_nanos, deployment = excluded.deployment,
                    run = excluded.run, run_seq = excluded.run_seq, attempt = excluded.attempt
                WHERE (-excluded.applied, excluded.run_seq, excluded.attempt, excluded.at, excluded.duration_nanos, excluded.total)
                    < (-r.applied, r.run_seq, r.attempt, r.at, r.duration_nanos, r.total)
                """, Json.rows(rows));
    }

    /** A file without statements stands when it ended, so unless it is the one that the run failed on: the last. */
    private static boolean stands(RunFinished event, RunFinished.AppliedFile file) {
        List<RunFinished.AppliedFile> files = event.files();
        boolean ended = event.error() == null || !file.equals(files.get(files.size() - 1));
        return file.applied() > 0 || (file.total() == 0 && ended);
    }

    private static RevisionRow rowOf(RunRef ref, String directory, RunFinished.AppliedFile file) {
        return new RevisionRow(
                ref.target(),
                directory,
                file.version(),
                file.description(),
                file.applied(),
                file.total(),
                file.startedAt() == null ? Instant.EPOCH : file.startedAt(),
                file.durationNanos(),
                ref.deployment(),
                ref.run(),
                ref.runSeq(),
                ref.attempt());
    }
}
