package io.drover.engine.apply;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Who answers on a connection, and what became of the attempt to enter that went with the question.
 *
 * @param pid process id of the session
 * @param identity number of the cluster and of the database, the same under whatever URL; null when this user is not told
 * @param entry what {@link Entry#expression} gave; null when there was none, or it was not tried
 */
record PostgresServer(int pid, String identity, Entry.Answer entry) {

    private static final String MAY_NOT = "42501";

    /**
     * The number of the database is the folder that {@code pg_class} lies in: a fresh session answers that from what it
     * has in mind, and would need a millisecond to look it up in {@code pg_database}.
     */
    private static final String ASK =
            "SELECT pg_backend_pid(), (pg_control_system()).system_identifier, pg_relation_filepath(1259)";

    private static final String ASK_LESS = "SELECT pg_backend_pid(), NULL, NULL";

    /**
     * What is done in the same round trip, if the session is the one that the connection was opened to.
     *
     * @param expression a number, or NULL when it was not tried
     * @param table quoted name of a table of which it is wanted whether it is there
     */
    record Entry(String expression, String table) {
        /** @param tableIsThere as it was about the time of the entry */
        record Answer(int number, boolean tableIsThere) {}
    }

    static PostgresServer of(Connection connection) throws SQLException {
        return entering(connection, new Entry("NULL", null));
    }

    static PostgresServer entering(Connection connection, Entry entry) throws SQLException {
        try {
            return ask(connection, ASK, entry);
        } catch (SQLException e) {
            if (!MAY_NOT.equals(e.getSQLState())) {
                throw e;
            }
            return ask(connection, ASK_LESS, entry);
        }
    }

    private static PostgresServer ask(Connection connection, String question, Entry entry) throws SQLException {
        String sql = question + ", " + entry.expression() + ", to_regclass(?) IS NOT NULL";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, entry.table());
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                String path = rows.getString(3);
                String identity = path == null ? null : rows.getString(2) + "/" + folder(path);
                int number = rows.getInt(4);
                Entry.Answer answer = rows.wasNull() ? null : new Entry.Answer(number, rows.getBoolean(5));
                return new PostgresServer(rows.getInt(1), identity, answer);
            }
        }
    }

    /** Of {@code base/16385/1259}, or {@code pg_tblspc/16390/PG_17_202406281/16385/1259}, the 16385. */
    private static String folder(String path) {
        String[] parts = path.split("/");
        return parts[parts.length - 2];
    }
}
