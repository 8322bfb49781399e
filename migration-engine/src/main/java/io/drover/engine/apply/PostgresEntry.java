package io.drover.engine.apply;

import io.drover.engine.target.TargetUrl;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/** How a fresh connection becomes the only execution on its target, or learns who is. */
final class PostgresEntry {
    private static final int KNOWS_IDLE_SESSIONS = 14;

    private final Connection connection;
    private final PostgresLock lock;
    private final List<Long> keys;
    private final PostgresOrphans orphans;
    private final ApplyOptions options;

    PostgresEntry(Connection connection, TargetUrl target, String revisionsSchema, ApplyOptions options) {
        long own = PostgresLock.key(target.database(), target.schema(), revisionsSchema);
        this.connection = connection;
        this.lock = new PostgresLock(connection, options.lockTimeout());
        boolean atlas = target.schema() == null || options.lockCompat() == LockCompat.ATLAS;
        this.keys = atlas ? List.of(own, PostgresLock.ATLAS) : List.of(own);
        this.orphans = new PostgresOrphans(connection, options.runId(), options.orphans());
        this.options = options;
    }

    /**
     * Makes the settings of the connection and takes the lock. Executions of earlier attempts of the same run are waited
     * for or ended first, within the same timeout; one of this very attempt is left alone, since this may be the message
     * that came twice.
     *
     * @return null
     */
    String take() throws Refusal, SQLException {
        Optional<ApplicationName> own = ApplicationName.parse(options.applicationName());
        if (options.runId() != null && own.isPresent() && own.get().attempt() > 1) {
            int now = own.get().attempt();
            String orphan = orphans.awaitEnd(attempt -> attempt < now, options.lockTimeout());
            if (orphan != null) {
                throw new Refusal(new Problem.LockHeld(orphan));
            }
        }
        int taken = lock.tryTake(PostgresConnections.settings(options), keys);
        for (long key : keys.subList(taken, keys.size())) {
            lock.take(key);
        }
        return null;
    }

    /** Takes the lock if nobody has it and no execution of the run lives, else names who does. */
    String look() throws SQLException {
        String alive = options.runId() == null ? null : orphans.endAndName();
        if (alive != null) {
            return alive;
        }
        endWhenFrozen();
        for (long key : keys) {
            if (!lock.tryTake(key)) {
                String holder = lock.holder(key);
                return holder == null ? "another session" : holder;
            }
        }
        return null;
    }

    /** Whoever only looks must not keep others from their work: of a looker that is frozen the server frees itself. */
    private void endWhenFrozen() throws SQLException {
        if (connection.getMetaData().getDatabaseMajorVersion() >= KNOWS_IDLE_SESSIONS) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET idle_session_timeout = '1min'");
            }
        }
    }
}
