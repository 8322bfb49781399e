package io.drover.engine.apply;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * Connections of a MySQL server that hold a lock: what they do, and their end when the policy gives them up. The server
 * then rolls back what they had not committed, and drops their locks.
 *
 * <p>A user who may not see how others are doing, or may not end them, takes them for alive and lets them be.
 */
final class MysqlOrphans {

    private static final int NO_SUCH_CONNECTION = 1094;
    private static final int MAY_NOT_KILL = 1095;
    private static final int MISSING_PRIVILEGE = 1227;

    private static final String PROCESS =
            "SELECT user, host, command, time FROM information_schema.processlist WHERE id = ?";

    private final Connection connection;
    private final OrphanPolicy policy;

    MysqlOrphans(Connection connection, OrphanPolicy policy) {
        this.connection = connection;
        this.policy = policy;
    }

    private record Process(String user, String host, boolean idle, long seconds) {}

    /** Who holds the lock, with what the server tells of its connection. */
    String described(MysqlLock.Holder holder) throws SQLException {
        String told = process(holder.connection())
                .map(process -> " of " + process.user() + "@" + process.host()
                        + (process.idle() ? ", idle for " : ", executing for ") + process.seconds() + " s")
                .orElse("");
        String name = holder.name() == null ? "another session" : holder.name();
        return name + " (connection " + holder.connection() + told + ")";
    }

    /** Ends it if the policy gives it up; false when it may live, or must. */
    boolean end(MysqlLock.Holder holder) throws SQLException {
        boolean abandoned = process(holder.connection())
                .filter(process ->
                        process.idle() && process.seconds() >= policy.idleFor().toSeconds())
                .isPresent();
        if (!abandoned && policy.treatment() != OrphanPolicy.Treatment.END) {
            return false;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("KILL CONNECTION " + holder.connection());
            return true;
        } catch (SQLException e) {
            int number = e.getErrorCode();
            if (number == NO_SUCH_CONNECTION || number == MAY_NOT_KILL || number == MISSING_PRIVILEGE) {
                return number == NO_SUCH_CONNECTION;
            }
            throw e;
        }
    }

    private Optional<Process> process(long id) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(PROCESS)) {
            query.setLong(1, id);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Process(
                                rows.getString(1),
                                rows.getString(2),
                                "Sleep".equals(rows.getString(3)),
                                rows.getLong(4)))
                        : Optional.empty();
            }
        }
    }
}
