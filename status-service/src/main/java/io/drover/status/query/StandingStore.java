package io.drover.status.query;

import io.drover.status.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Reads the histogram: how many databases stand alike. */
@ApplicationScoped
class StandingStore {
    private final Sql sql;

    StandingStore(Sql sql) {
        this.sql = sql;
    }

    /**
     * Databases that stand alike.
     *
     * @param sequence the newest version of the directory of which nothing is left to apply, 0 for none
     */
    record Standing(String directory, DatabaseState state, int sequence, long databases) {}

    /** All standings of a directory, or of all when it is null. */
    List<Standing> of(String directory) {
        return sql.list(
                """
                SELECT s.directory, s.complete, s.failed, s.databases, latest.digest,
                    coalesce((SELECT max(v.sequence) FROM directory_version v
                              WHERE v.directory = s.directory AND v.digest = ANY (s.complete)), 0) AS sequence
                FROM standing s LEFT JOIN directory latest ON latest.name = s.directory
                WHERE s.databases > 0 AND (?::text IS NULL OR s.directory = ?)
                """,
                row -> new Standing(
                        row.getString("directory"),
                        DatabaseState.of(row.getBoolean("failed"), Sql.texts(row, "complete"), row.getString("digest")),
                        row.getInt("sequence"),
                        row.getLong("databases")),
                directory,
                directory);
    }

    static long count(List<Standing> standings, DatabaseState state) {
        return standings.stream()
                .filter(standing -> standing.state() == state)
                .mapToLong(Standing::databases)
                .sum();
    }
}
