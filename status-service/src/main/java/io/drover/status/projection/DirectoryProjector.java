package io.drover.status.projection;

import io.drover.contracts.DirectoryPushed;
import io.drover.status.Json;
import io.drover.status.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Keeps directories and their versions. A push writes its version and the one row of its directory, however many targets
 * the directory has (P9); only rows that remember several digests, one of them this one, and those in error are looked at
 * again.
 */
@ApplicationScoped
class DirectoryProjector {
    private final Sql sql;

    DirectoryProjector(Sql sql) {
        this.sql = sql;
    }

    void project(List<DirectoryPushed> events, Touched touched) {
        for (DirectoryPushed pushed : events) {
            touched.directory(pushed.directory());
            addVersion(pushed);
            moveLatest(pushed);
            keepMigrations(pushed);
            sql.list(
                            "SELECT target FROM database"
                                    + " WHERE directory = ? AND cardinality(complete) > 1 AND complete @> ?"
                                    + " UNION SELECT target FROM database WHERE directory = ? AND failed",
                            row -> row.getLong("target"),
                            pushed.directory(),
                            new String[] {pushed.digest()},
                            pushed.directory())
                    .forEach(target -> touched.add(target, pushed.directory()));
        }
    }

    /** A version never changes: what is there stays. */
    private void addVersion(DirectoryPushed pushed) {
        sql.update(
                """
                INSERT INTO directory_version
                    (directory, sequence, digest, h1, version, file_count, files, pushed_at, pushed_by, context)
                VALUES (?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?::jsonb)
                ON CONFLICT (directory, sequence) DO NOTHING
                """,
                pushed.directory(),
                pushed.sequence(),
                pushed.digest(),
                pushed.h1(),
                pushed.lastMigration(),
                pushed.fileCount(),
                Json.text(pushed.files()),
                pushed.pushedAt(),
                pushed.pushedBy(),
                pushed.context() == null ? null : Json.text(pushed.context()));
    }

    /**
     * Notes from which version on a migration is there, and from which on no more. Of a directory with more files than an
     * event names, those before the first named one stay as they were.
     */
    private void keepMigrations(DirectoryPushed pushed) {
        String files = Json.text(pushed.files());
        sql.update(
                """
                UPDATE migration m SET gone = ?
                WHERE m.directory = ? AND m.since < ? AND (m.gone IS NULL OR m.gone > ?) AND m.version >= ?
                AND m.version NOT IN (SELECT file ->> 'version' FROM jsonb_array_elements(?::jsonb) AS file)
                """,
                pushed.sequence(),
                pushed.directory(),
                pushed.sequence(),
                pushed.sequence(),
                pushed.fileCount() > pushed.files().size()
                        ? pushed.files().get(0).version()
                        : "",
                files);
        sql.update(
                """
                INSERT INTO migration (directory, version, since, name, description)
                SELECT DISTINCT ON (file.version) ?, file.version, ?, file.name, file.description
                FROM jsonb_to_recordset(?::jsonb) AS file(version text, name text, description text)
                WHERE NOT EXISTS (SELECT 1 FROM migration m WHERE m.directory = ? AND m.version = file.version
                    AND m.since <= ? AND (m.gone IS NULL OR m.gone > ?))
                ORDER BY file.version, file.name
                ON CONFLICT (directory, version, since) DO NOTHING
                """,
                pushed.directory(),
                pushed.sequence(),
                files,
                pushed.directory(),
                pushed.sequence(),
                pushed.sequence());
    }

    /** The highest sequence is the latest; the tags are those of the newest event. */
    private void moveLatest(DirectoryPushed pushed) {
        sql.update(
                """
                INSERT INTO directory AS d (name, aggregate_sequence, sequence, digest, version, tags, pushed_at)
                VALUES (?, ?, ?, ?, ?, ?::jsonb, ?)
                ON CONFLICT (name) DO UPDATE SET
                    aggregate_sequence = excluded.aggregate_sequence,
                    tags = excluded.tags,
                    digest = CASE WHEN excluded.sequence >= d.sequence THEN excluded.digest ELSE d.digest END,
                    version = CASE WHEN excluded.sequence >= d.sequence THEN excluded.version ELSE d.version END,
                    pushed_at = CASE WHEN excluded.sequence >= d.sequence THEN excluded.pushed_at ELSE d.pushed_at END,
                    sequence = greatest(excluded.sequence, d.sequence)
                WHERE excluded.aggregate_sequence > d.aggregate_sequence
                """,
                pushed.directory(),
                pushed.aggregateSequence(),
                pushed.sequence(),
                pushed.digest(),
                pushed.lastMigration(),
                Json.text(pushed.tags()),
                pushed.pushedAt());
    }
}
