package io.drover.engine.apply;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Whom a PostgreSQL session waits for.
 *
 * @param waiting process id of the session that may wait
 */
record PostgresBlockers(int waiting) implements ServerBlockers.Question {

    private static final String BLOCKERS = """
            SELECT a.pid, a.application_name, a.usename, a.state, a.query_start, a.xact_start
            FROM unnest(pg_blocking_pids(?)) AS b(pid) JOIN pg_stat_activity a ON a.pid = b.pid ORDER BY a.pid
            """;

    @Override
    public List<BlockingSession> ask(Connection connection) throws SQLException {
        List<BlockingSession> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(BLOCKERS)) {
            statement.setInt(1, waiting);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(new BlockingSession(
                            rows.getInt("pid"),
                            rows.getString("application_name"),
                            rows.getString("usename"),
                            rows.getString("state"),
                            instant(rows.getTimestamp("query_start")),
                            instant(rows.getTimestamp("xact_start"))));
                }
            }
        }
        return found;
    }

    private static Instant instant(Timestamp time) {
        return time == null ? null : time.toInstant();
    }
}
