package io.drover.engine.apply;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Who answers on a connection.
 *
 * @param pid process id of the session
 * @param identity number of the cluster and of the database, the same under whatever URL; null when this user is not told
 */
record PostgresServer(int pid, String identity) {

    private static final String MAY_NOT = "42501";
    private static final String ASK = "SELECT pg_backend_pid(), %s AS identity";
    private static final String IDENTITY = "(SELECT system_identifier FROM pg_control_system()) || '/' ||"
            + " (SELECT oid FROM pg_database WHERE datname = current_database())";

    static PostgresServer of(Connection connection) throws SQLException {
        try {
            return ask(connection, IDENTITY);
        } catch (SQLException e) {
            if (!MAY_NOT.equals(e.getSQLState())) {
                throw e;
            }
            return ask(connection, "NULL");
        }
    }

    private static PostgresServer ask(Connection connection, String identity) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(ASK.formatted(identity))) {
            rows.next();
            return new PostgresServer(rows.getInt(1), rows.getString(2));
        }
    }
}
