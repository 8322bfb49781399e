package io.drover.status.query;

import io.drover.status.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Reads what is left to apply to one database. */
@ApplicationScoped
class PendingStore {
    static final String QUERY = """
            SELECT file.* FROM database d
            JOIN directory latest ON latest.name = d.directory
            JOIN directory_version v ON v.directory = latest.name AND v.sequence = latest.sequence
            CROSS JOIN LATERAL ROWS FROM (jsonb_to_recordset(v.files)
                AS (name text, version text, description text, statements int)) WITH ORDINALITY
                AS file(name, version, description, statements, place)
            WHERE d.target = ? AND d.directory = ?
            AND NOT EXISTS (SELECT 1 FROM revision r WHERE r.target = d.target AND r.directory = d.directory
                AND r.version = file.version AND r.applied >= r.total)
            AND NOT EXISTS (SELECT 1 FROM migration m JOIN directory_version c ON c.directory = m.directory
                    AND c.sequence >= m.since AND (m.gone IS NULL OR c.sequence < m.gone)
                WHERE m.directory = d.directory AND m.version = file.version AND c.digest = ANY (d.complete))
            ORDER BY file.place
            """;

    private final Sql sql;

    PendingStore(Sql sql) {
        this.sql = sql;
    }

    /** Directories of a target, in order. */
    List<String> directories(long target) {
        return sql.list(
                "SELECT directory FROM database WHERE target = ? ORDER BY directory",
                row -> row.getString("directory"),
                target);
    }

    /** Sequence of the latest version; empty when none was heard of. */
    Optional<Integer> latest(String directory) {
        return sql.first("SELECT sequence FROM directory WHERE name = ?", row -> row.getInt("sequence"), directory);
    }

    List<PendingView.PendingFile> files(long target, String directory) {
        return sql.list(
                QUERY,
                row -> new PendingView.PendingFile(
                        row.getString("name"),
                        row.getString("version"),
                        row.getString("description"),
                        row.getInt("statements")),
                target,
                directory);
    }
}
