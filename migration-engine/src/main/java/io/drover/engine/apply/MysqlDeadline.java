package io.drover.engine.apply;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How long a statement may run. MariaDB keeps the time itself, also when the client is gone. MySQL does that for queries
 * only, so there a second connection ends what takes too long.
 */
final class MysqlDeadline {

    private final Connection connection;
    private final Duration timeout;
    private boolean watches;

    /** @param timeout null: none */
    MysqlDeadline(Connection connection, Duration timeout) {
        this.connection = connection;
        this.timeout = timeout == null || timeout.isZero() ? null : timeout;
    }

    void prepare() throws SQLException {
        if (timeout == null) {
            return;
        }
        watches = !connection.getMetaData().getDatabaseProductName().equals("MariaDB");
        if (!watches) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET SESSION max_statement_time = " + timeout.toMillis() / 1000.0);
            }
        }
    }

    void watch(Statement statement, StatementWork work) throws SQLException {
        if (watches) {
            watched(statement, work);
        } else {
            work.run();
        }
    }

    void watched(Statement statement, StatementWork work) throws SQLException {
        AtomicBoolean over = new AtomicBoolean();
        Thread watcher = new Thread(() -> endAfterTimeout(statement, over), "drover-mysql-deadline");
        watcher.setDaemon(true);
        watcher.start();
        try {
            work.run();
        } catch (SQLException e) {
            if (over.get()) {
                throw new SQLTimeoutException(
                        "the statement took longer than " + timeout + " and was ended", "70100", e.getErrorCode(), e);
            }
            throw e;
        } finally {
            watcher.interrupt();
            joined(watcher);
        }
    }

    private void endAfterTimeout(Statement statement, AtomicBoolean over) {
        try {
            Thread.sleep(timeout.toMillis());
            over.set(true);
            statement.cancel();
        } catch (InterruptedException e) {
            // The statement was done in time.
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            // It goes on then, and what it answers counts.
            over.set(false);
        }
    }

    /** A cancel that comes late must not hit the next statement. */
    private static void joined(Thread watcher) {
        boolean interrupted = false;
        while (watcher.isAlive()) {
            try {
                watcher.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
