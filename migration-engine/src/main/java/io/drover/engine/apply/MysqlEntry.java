package io.drover.engine.apply;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;

/**
 * How a fresh connection becomes the only execution on its MySQL target, or learns who is. An orphan is the holder of
 * the lock when it is an execution of the same run: without the lock nothing is executed.
 */
final class MysqlEntry {

    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final Connection connection;
    private final MysqlLock lock;
    private final MysqlOrphans orphans;
    private final ApplyOptions options;

    MysqlEntry(Connection connection, String database, String revisionsSchema, ApplyOptions options) {
        this.connection = connection;
        this.lock = new MysqlLock(connection, database, revisionsSchema);
        this.orphans = new MysqlOrphans(connection, options.orphans());
        this.options = options;
    }

    /**
     * Takes the lock. An execution of an earlier attempt of the same run is waited for or ended, one of this very attempt
     * is left alone, since this may be the message that came twice.
     *
     * @return null
     */
    String take() throws Refusal, SQLException {
        Optional<ApplicationName> own = ApplicationName.parse(options.applicationName());
        int now = options.runId() == null || own.isEmpty() ? 0 : own.get().attempt();
        Held holder = await(
                found -> ApplicationName.isOf(options.runId(), found.toString()) && found.attempt() < now,
                options.lockTimeout());
        if (holder != null) {
            throw new Refusal(new Problem.LockHeld(holder.description(), holder.since()));
        }
        if (options.lockCompat() == LockCompat.ATLAS && !lock.takeOfAtlas(options.lockTimeout())) {
            throw new Refusal(new Problem.LockHeld("another session, with the lock of Atlas on the whole server"));
        }
        return null;
    }

    /** Takes the lock if nobody has it, else names who does; an execution of the run that is given up is ended. */
    String look() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // Whoever only looks must not keep others from their work: of a looker that is frozen the server frees
            // itself.
            statement.execute("SET SESSION wait_timeout = 60");
        }
        Held holder = await(found -> ApplicationName.isOf(options.runId(), found.toString()), Duration.ZERO);
        return holder == null ? null : holder.description();
    }

    private record Held(String description, Instant since) {}

    /** Null once the lock is taken; who has it when the patience is over. */
    private Held await(Predicate<ApplicationName> orphan, Duration patience) throws SQLException {
        String name = Objects.requireNonNullElse(options.applicationName(), "drover");
        long begin = System.nanoTime();
        long deadline = begin + patience.toNanos();
        boolean ended = false;
        long pause = 25;
        while (!lock.tryTake(name)) {
            MysqlLock.Holder holder = lock.holder();
            boolean unnamed = holder == null || holder.name() == null;
            if (!unnamed && ApplicationName.parse(holder.name()).filter(orphan).isPresent()) {
                ended |= orphans.end(holder);
            }
            // Who is about to come or to go is looked at again.
            long until = ended || unnamed ? Math.max(deadline, begin + FAREWELL.toNanos()) : deadline;
            if (System.nanoTime() >= until || !pauses(pause)) {
                return holder == null
                        ? new Held("another session", null)
                        : new Held(orphans.described(holder), holder.since());
            }
            pause = Math.min(2 * pause, 1000);
        }
        return null;
    }

    /** False when this thread is interrupted: then nobody waits any longer. */
    private static boolean pauses(long milliseconds) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(milliseconds, 2 * milliseconds));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
