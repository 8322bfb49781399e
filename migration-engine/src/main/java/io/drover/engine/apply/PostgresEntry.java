package io.drover.engine.apply;

import io.drover.engine.target.TargetUrl;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.postgresql.PGConnection;

/** How a fresh connection becomes the only execution on its target, or learns who is. */
final class PostgresEntry {
    private static final int KNOWS_IDLE_SESSIONS = 14;

    private final Connection connection;
    private final PostgresLock lock;
    private final List<Long> keys;
    private final PostgresOrphans orphans;
    private final ApplyOptions options;
    private final String revisionsTable;

    PostgresEntry(Connection connection, TargetUrl target, String revisionsSchema, ApplyOptions options) {
        long own = PostgresLock.key(target.database(), target.schema(), revisionsSchema);
        this.connection = connection;
        this.lock = new PostgresLock(connection, options.lockTimeout());
        boolean atlas = target.schema() == null || options.lockCompat() == LockCompat.ATLAS;
        this.keys = atlas ? List.of(own, PostgresLock.ATLAS) : List.of(own);
        this.orphans = new PostgresOrphans(connection, options.runId(), options.orphans());
        this.options = options;
        this.revisionsTable = PostgresCatalog.quoted(revisionsSchema) + "." + Revisions.TABLE;
    }

    /**
     * The whole of {@link #take} within the first question to the server; null when somebody has to be waited for before. In
     * the session of somebody else, which a pooler lends, it does nothing.
     */
    PostgresServer.Entry atOnce() throws SQLException {
        if (laterAttempt().isPresent()) {
            return null;
        }
        int pid = connection.unwrap(PGConnection.class).getBackendPID();
        return new PostgresServer.Entry(
                "CASE WHEN pg_backend_pid() = " + pid + " THEN CASE WHEN "
                        + PostgresConnections.settingsAsExpression(options) + " IS NOT NULL THEN "
                        + PostgresLock.tryTake(keys) + " END END",
                revisionsTable);
    }

    /** Whether the table of revisions is known to be there, from what was asked as the locks were taken. */
    boolean sawRevisions(PostgresServer.Entry.Answer answer) {
        return answer != null && answer.number() == keys.size() && answer.tableIsThere();
    }

    private Optional<ApplicationName> laterAttempt() {
        return options.runId() == null
                ? Optional.empty()
                : ApplicationName.parse(options.applicationName()).filter(name -> name.attempt() > 1);
    }

    /**
     * Makes the settings of the connection and takes the lock. Executions of earlier attempts of the same run are waited
     * for or ended first, within the same timeout; one of this very attempt is left alone, since this may be the message
     * that came twice.
     *
     * @param begun what {@link #atOnce} gave, null when it was not tried
     */
    void take(PostgresServer.Entry.Answer begun) throws Refusal, SQLException {
        int taken = begun == null ? firstTry() : begun.number();
        for (long key : keys.subList(taken, keys.size())) {
            lock.take(key);
        }
    }

    private int firstTry() throws Refusal, SQLException {
        Optional<ApplicationName> later = laterAttempt();
        if (later.isPresent()) {
            int now = later.get().attempt();
            String orphan = orphans.awaitEnd(attempt -> attempt < now, options.lockTimeout());
            if (orphan != null) {
                throw new Refusal(new Problem.LockHeld(orphan));
            }
        }
        return lock.tryTake(PostgresConnections.settings(options), keys);
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
