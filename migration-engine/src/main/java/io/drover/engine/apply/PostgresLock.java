package io.drover.engine.apply;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Advisory locks of the session: gone with the connection, whatever ends it. */
final class PostgresLock {

    /** What Atlas locks while it applies: the 32-bit FNV-1 hash of {@code atlas_migrate_execute}. */
    static final long ATLAS = 2_686_470_616L;

    private static final String HOLDER = """
            SELECT a.application_name, a.pid, a.backend_start FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
            WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
              AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
              AND l.classid = ((? >> 32) & 4294967295)::oid AND l.objid = (? & 4294967295)::oid
            """;

    private final Connection connection;
    private final long deadline;

    PostgresLock(Connection connection, Duration timeout) {
        this.connection = connection;
        this.deadline = System.nanoTime() + timeout.toNanos();
    }

    /** Our own key space: the first 64 bits of a hash over what must not be migrated twice at once. */
    static long key(String database, String schema, String revisionsSchema) {
        try {
            String name = "drover\0" + database + "\0" + (schema == null ? "" : schema) + "\0" + revisionsSchema;
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(hash).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java platform has no SHA-256", e);
        }
    }

    /** Polls, because a waiting session would be one more that its holder's migration may have to wait for. */
    void take(long key) throws Refusal, SQLException {
        long pause = 25;
        while (!tryTake(key)) {
            if (System.nanoTime() >= deadline) {
                throw new Refusal(held(key));
            }
            try {
                Thread.sleep(ThreadLocalRandom.current().nextLong(pause, 2 * pause));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Refusal(new Problem.LockHeld("the wait for the lock was interrupted"));
            }
            pause = Math.min(2 * pause, 1000);
        }
    }

    /**
     * How many of these it takes, in this order, without waiting.
     *
     * @param before statements that are executed before, in the same round trip
     */
    int tryTake(String before, List<Long> keys) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean rows = statement.execute(before + "; SELECT " + tryTake(keys));
            while (!rows) {
                rows = statement.getMoreResults();
            }
            try (ResultSet result = statement.getResultSet()) {
                result.next();
                return result.getInt(1);
            }
        }
    }

    /** An expression that takes them, in this order, and is how many it took. */
    static String tryTake(List<Long> keys) {
        String take = String.valueOf(keys.size());
        for (int i = keys.size() - 1; i >= 0; i--) {
            take = "CASE WHEN pg_try_advisory_lock(" + keys.get(i) + ") THEN " + take + " ELSE " + i + " END";
        }
        return take;
    }

    void releaseAll() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_unlock_all()");
        }
    }

    boolean tryTake(long key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT pg_try_advisory_lock(?)")) {
            statement.setLong(1, key);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    /** Who has it, as it calls itself, with its process id; null when nobody has it. */
    String holder(long key) throws SQLException {
        return held(key).holder();
    }

    /** The locks of a session are taken as it begins, so it holds them about as long as it lives. */
    private Problem.LockHeld held(long key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(HOLDER)) {
            statement.setLong(1, key);
            statement.setLong(2, key);
            try (ResultSet rows = statement.executeQuery()) {
                if (!rows.next()) {
                    return new Problem.LockHeld(null);
                }
                Timestamp since = rows.getTimestamp(3);
                return new Problem.LockHeld(
                        rows.getString(1) + " (pid " + rows.getInt(2) + ")", since == null ? null : since.toInstant());
            }
        }
    }
}
