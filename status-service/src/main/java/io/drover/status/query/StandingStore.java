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
     * @param complete contents of which nothing is left to apply
     * @param sequence the newest version of the directory among them, 0 for none
     * @param version the last migration of that version, null for none
     */
    record Standing(
            String directory,
            List<String> complete,
            boolean failed,
            DatabaseState state,
            int sequence,
            String version,
            long databases) {}

    /** All standings of a directory, or of all when it is null. */
    List<Standing> of(String directory) {
        return sql.list(
                """
                SELECT s.directory, s.complete, s.failed, s.databases, latest.digest,
                    coalesce(newest.sequence, 0) AS sequence, newest.version
                FROM standing s LEFT JOIN directory latest ON latest.name = s.directory
                LEFT JOIN LATERAL (SELECT v.sequence, v.version FROM directory_version v
                    WHERE v.directory = s.directory AND v.digest = ANY (s.complete)
                    ORDER BY v.sequence DESC LIMIT 1) AS newest ON true
                WHERE s.databases > 0 AND (?::text IS NULL OR s.directory = ?)
                """,
                row -> new Standing(
                        row.getString("directory"),
                        Sql.texts(row, "complete"),
                        row.getBoolean("failed"),
                        DatabaseState.of(row.getBoolean("failed"), Sql.texts(row, "complete"), row.getString("digest")),
                        row.getInt("sequence"),
                        row.getString("version"),
                        row.getLong("databases")),
                directory,
                directory);
    }

    static DatabaseView.Counts counts(List<Standing> standings) {
        return new DatabaseView.Counts(
                count(standings, DatabaseState.SYNCED),
                count(standings, DatabaseState.PENDING),
                count(standings, DatabaseState.ERROR));
    }

    static long count(List<Standing> standings, DatabaseState state) {
        return standings.stream()
                .filter(standing -> standing.state() == state)
                .mapToLong(Standing::databases)
                .sum();
    }
}
