package io.drover.engine.apply;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Asks the server on a second connection whom a session waits for. The server knows it only while the session waits: once
 * the lock timeout is over, nobody can tell any more. A server that has no connection to spare is not asked.
 */
final class PostgresBlockers implements BlockerWatch {

    private static final String BLOCKERS = """
            SELECT a.pid, a.application_name, a.usename, a.state, a.query_start, a.xact_start
            FROM unnest(pg_blocking_pids(?)) AS b(pid) JOIN pg_stat_activity a ON a.pid = b.pid ORDER BY a.pid
            """;
    private static final long MAX_PAUSE_MILLIS = 200;

    private final Callable<Connection> connections;
    private final int waiting;
    private final long pause;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread thread = new Thread(this::look, "drover-blockers");
    private volatile List<BlockingSession> seen = List.of();

    /**
     * @param connections opens the second connection
     * @param waiting process id of the session that may wait
     * @param lockTimeout how long it waits at most, zero for ever
     */
    PostgresBlockers(Callable<Connection> connections, int waiting, Duration lockTimeout) {
        this.connections = connections;
        this.waiting = waiting;
        long quarter = lockTimeout.isZero() ? MAX_PAUSE_MILLIS : lockTimeout.toMillis() / 4;
        this.pause = Math.max(10, Math.min(MAX_PAUSE_MILLIS, quarter));
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public List<BlockingSession> seen() {
        return seen;
    }

    private void look() {
        try (Connection connection = connections.call();
                PreparedStatement statement = connection.prepareStatement(BLOCKERS)) {
            statement.setInt(1, waiting);
            do {
                List<BlockingSession> now = blockers(statement);
                seen = now.isEmpty() ? seen : now;
            } while (!over.await(pause, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            // Who was in the way stays unknown; what was tried does not depend on it.
            over.countDown();
        }
    }

    private static List<BlockingSession> blockers(PreparedStatement statement) throws SQLException {
        List<BlockingSession> found = new ArrayList<>();
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
        return found;
    }

    private static Instant instant(Timestamp time) {
        return time == null ? null : time.toInstant();
    }

    @Override
    public void close() {
        over.countDown();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
