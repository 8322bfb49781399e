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

    /**
     * The number of the database is the folder that {@code pg_class} lies in: a fresh session answers that from what it
     * has in mind, and would need a millisecond to look it up in {@code pg_database}.
     */
    private static final String ASK =
            "SELECT pg_backend_pid(), system_identifier, pg_relation_filepath(1259)" + " FROM pg_control_system()";

    private static final String ASK_LESS = "SELECT pg_backend_pid(), NULL, NULL";

    static PostgresServer of(Connection connection) throws SQLException {
        try {
            return ask(connection, ASK);
        } catch (SQLException e) {
            if (!MAY_NOT.equals(e.getSQLState())) {
                throw e;
            }
            return ask(connection, ASK_LESS);
        }
    }

    private static PostgresServer ask(Connection connection, String question) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(question)) {
            rows.next();
            String path = rows.getString(3);
            return new PostgresServer(rows.getInt(1), path == null ? null : rows.getString(2) + "/" + folder(path));
        }
    }

    /** Of {@code base/16385/1259}, or {@code pg_tblspc/16390/PG_17_202406281/16385/1259}, the 16385. */
    private static String folder(String path) {
        String[] parts = path.split("/");
        return parts[parts.length - 2];
    }
}
