package io.drover.engine.apply;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** How long a statement may run on SQLite, which asks now and then whether to go on. */
final class SqliteDeadline {
    private static final int INSTRUCTIONS_BETWEEN = 10_000;

    private final Connection connection;
    private final Duration timeout;

    /** @param timeout null: none */
    SqliteDeadline(Connection connection, Duration timeout) {
        this.connection = connection;
        this.timeout = timeout;
    }

    void watch(StatementWork work) throws SQLException {
        if (timeout == null) {
            work.run();
            return;
        }
        long end = System.nanoTime() + timeout.toNanos();
        ProgressHandler.setHandler(connection, INSTRUCTIONS_BETWEEN, new ProgressHandler() {
            @Override
            protected int progress() {
                return System.nanoTime() - end > 0 ? 1 : 0;
            }
        });
        try {
            work.run();
        } catch (SQLiteException e) {
            // SQLite says no more than "interrupted"
            throw e.getResultCode() == SQLiteErrorCode.SQLITE_INTERRUPT ? tookLonger(e) : e;
        } finally {
            ProgressHandler.clearHandler(connection);
        }
    }

    private SQLiteException tookLonger(SQLiteException cause) {
        SQLiteException longer = new SQLiteException(
                "the statement took longer than " + timeout + " and was ended", cause.getResultCode());
        longer.initCause(cause);
        return longer;
    }
}
