package io.drover.engine.apply;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Whom a MySQL or MariaDB session waits for. What has rows locked the servers say, each in its own table. Who keeps a table
 * from being changed MariaDB does not: then every session counts that has a transaction open in the same database.
 *
 * @param waiting number of the connection that may wait
 */
record MysqlBlockers(long waiting) implements ServerBlockers.Question {

    private static final String SESSION = """
            SELECT p.id, p.user, p.command, t.trx_started,
              UNIX_TIMESTAMP(t.trx_started) AS since, UNIX_TIMESTAMP(NOW()) - p.time AS query_start
            FROM information_schema.processlist p JOIN information_schema.innodb_trx t ON t.trx_mysql_thread_id = p.id
            """;

    private static final String OF_ROWS = SESSION + """
            JOIN information_schema.innodb_lock_waits w ON w.blocking_trx_id = t.trx_id
            JOIN information_schema.innodb_trx r ON r.trx_id = w.requesting_trx_id
            WHERE r.trx_mysql_thread_id = ? ORDER BY p.id
            """;

    private static final String OF_ROWS_IN_MYSQL = SESSION + """
            JOIN performance_schema.data_lock_waits w ON w.blocking_engine_transaction_id = t.trx_id
            JOIN information_schema.innodb_trx r ON r.trx_id = w.requesting_engine_transaction_id
            WHERE r.trx_mysql_thread_id = ? ORDER BY p.id
            """;

    private static final String OF_TABLES = SESSION + """
            JOIN information_schema.processlist me ON me.id = ? AND me.db <=> p.db
            WHERE me.state LIKE 'Waiting for%metadata lock' AND p.id <> me.id ORDER BY p.id
            """;

    @Override
    public List<BlockingSession> ask(Connection connection) throws SQLException {
        boolean maria = connection.getMetaData().getDatabaseProductName().equalsIgnoreCase("MariaDB");
        List<BlockingSession> found = ask(connection, maria ? OF_ROWS : OF_ROWS_IN_MYSQL);
        return found.isEmpty() ? ask(connection, OF_TABLES) : found;
    }

    private List<BlockingSession> ask(Connection connection, String query) throws SQLException {
        List<BlockingSession> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setLong(1, waiting);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(new BlockingSession(
                            rows.getInt("id"),
                            null,
                            rows.getString("user"),
                            "Sleep".equals(rows.getString("command")) ? "idle in transaction" : "active",
                            Instant.ofEpochSecond(rows.getLong("query_start")),
                            Instant.ofEpochSecond(rows.getLong("since"))));
                }
            }
        }
        return found;
    }
}
