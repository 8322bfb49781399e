package io.drover.engine.apply;

import io.drover.engine.target.TargetUrl;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Callable;
import org.postgresql.PGConnection;

/**
 * Notices a connection pooler such as PgBouncer between here and the server. One in session mode is as good as the server.
 * One in transaction mode gives the session to others between two transactions, and the lock of it too.
 *
 * <p>A pooler hands out keys of its own for cancelling, so the process id in the key is not that of the session. In which mode
 * it is shows when a second connection finds itself in the session of the first, or the first one in another than before.
 */
final class PostgresPooler {

    private static final int ROUNDS = 4;
    private static final int PATIENCE_MILLIS = 3_000;

    private final Connection connection;
    private final TargetUrl target;
    private final int pid;
    private final boolean present;

    private PostgresPooler(Connection connection, TargetUrl target, int pid, boolean present) {
        this.connection = connection;
        this.target = target;
        this.pid = pid;
        this.present = present;
    }

    /** @param pid of the session */
    static PostgresPooler before(Connection connection, TargetUrl target, int pid) throws SQLException {
        int inKey = connection.unwrap(PGConnection.class).getBackendPID();
        return new PostgresPooler(connection, target, pid, pid != inKey);
    }

    boolean isPresent() {
        return present;
    }

    /** @param connections opens a second connection, only asked for when there is a pooler */
    void refuseTransactionMode(Callable<Connection> connections) throws Refusal, SQLException {
        if (present && givesSessionsAway(connections)) {
            throw refusal();
        }
    }

    /** Throws when the session is not the one any more that took the lock. */
    void proveSession() throws Refusal, SQLException {
        if (present && pid(connection) != pid) {
            throw refusal();
        }
    }

    private Refusal refusal() {
        return new Refusal(new Problem.TransactionPooler(
                target.redacted(), "the server process behind the connection changes between transactions"));
    }

    private boolean givesSessionsAway(Callable<Connection> connections) throws SQLException {
        try (Connection second = connections.call()) {
            second.setNetworkTimeout(Runnable::run, PATIENCE_MILLIS);
            second.setAutoCommit(false);
            for (int round = 0; round < ROUNDS; round++) {
                // The second holds a session in its transaction and gives it back; whoever hands out sessions, the one
                // given back last first or in turn, now has another one for the first than its own.
                if (pid(second) == pid || pid(connection) != pid) {
                    return true;
                }
                second.rollback();
                if (pid(connection) != pid) {
                    return true;
                }
            }
            return false;
        } catch (SQLException e) {
            if (connection.isClosed()) {
                throw e;
            }
            // No second session is to be had: the pool keeps this one to itself, which each transaction proves again.
            return false;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static int pid(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT pg_backend_pid()")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
