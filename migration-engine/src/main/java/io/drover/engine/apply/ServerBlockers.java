package io.drover.engine.apply;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Asks a server on a second connection whom a session waits for. The server knows it only while the session waits: once the
 * lock timeout is over, nobody can tell any more. A server that has no connection to spare is not asked.
 */
final class ServerBlockers implements BlockerWatch {

    private static final long MAX_PAUSE_MILLIS = 200;

    /** How a server is asked who is in the way now. */
    interface Question {
        List<BlockingSession> ask(Connection connection) throws SQLException;
    }

    private final Callable<Connection> connections;
    private final Question question;
    private final long pause;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread thread = new Thread(this::look, "drover-blockers");
    private volatile List<BlockingSession> seen = List.of();

    /**
     * @param connections opens the second connection
     * @param lockTimeout how long the session waits at most, zero for ever
     */
    ServerBlockers(Callable<Connection> connections, Question question, Duration lockTimeout) {
        this.connections = connections;
        this.question = question;
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
        try (Connection connection = connections.call()) {
            do {
                List<BlockingSession> now = question.ask(connection);
                seen = now.isEmpty() ? seen : now;
            } while (!over.await(pause, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            // Who was in the way stays unknown; what was tried does not depend on it.
            over.countDown();
        }
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
