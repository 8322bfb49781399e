package io.drover.engine.apply;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * How to apply.
 *
 * @param txMode a file may override FILE and NONE for itself
 * @param execOrder what to do with files that come too late
 * @param baseline on a target without revisions: the version it is said to be at already; null for none
 * @param allowDirty apply to a database that has tables but no revisions
 * @param amount at most this many pending files, null for all
 * @param toMigration a version not to go beyond, null for the newest
 * @param revisionsSchema where the revisions table is; null: where the URL points
 * @param lockTimeout how long to wait for another execution on the same target
 * @param lockCompat whose locks are respected besides our own
 * @param dbLockTimeout how long a statement may wait for a lock inside the database; zero: for ever
 * @param dbLockTries how often what was rolled back because of somebody else's locks is tried before it counts as failed,
 *     with growing pauses between; 1: it is not tried again
 * @param statementTimeout how long a statement may run; null: for ever
 * @param connectTimeout how long making a connection may take; {@code connect_timeout} in the URL counts more
 * @param mayCreateFile whether a SQLite file that is not there may be made
 * @param runId who applies, stored in each revision; null for a local run
 * @param applicationName how the connection calls itself, {@code drover:<run>:<attempt>}; null: {@code drover}.
 *     Its form is that of {@link ApplicationName}
 * @param orphans what to do about executions of earlier attempts of the run that live on without their executor
 */
public record ApplyOptions(
        TxMode txMode,
        ExecOrder execOrder,
        String baseline,
        boolean allowDirty,
        Integer amount,
        String toMigration,
        String revisionsSchema,
        Duration lockTimeout,
        LockCompat lockCompat,
        Duration dbLockTimeout,
        int dbLockTries,
        Duration statementTimeout,
        Duration connectTimeout,
        boolean mayCreateFile,
        String runId,
        String applicationName,
        OrphanPolicy orphans) {

    /** Ten seconds, as Atlas has it. */
    public static final Duration DEFAULT_LOCK_TIMEOUT = Duration.ofSeconds(10);

    /** Three seconds: longer waits queue every other client of the table up behind the migration. */
    public static final Duration DEFAULT_DB_LOCK_TIMEOUT = Duration.ofSeconds(3);

    /** Five: with the default timeout and the pauses between, a blocked file is given up after about 20 seconds. */
    public static final int DEFAULT_DB_LOCK_TRIES = 5;

    /** Ten seconds. */
    public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(10);

    public ApplyOptions {
        Objects.requireNonNull(txMode, "txMode");
        Objects.requireNonNull(execOrder, "execOrder");
        Objects.requireNonNull(lockTimeout, "lockTimeout");
        Objects.requireNonNull(lockCompat, "lockCompat");
        Objects.requireNonNull(dbLockTimeout, "dbLockTimeout");
        Objects.requireNonNull(connectTimeout, "connectTimeout");
        Objects.requireNonNull(orphans, "orphans");
        if (dbLockTries < 1) {
            throw new IllegalArgumentException("dbLockTries must be at least 1, not " + dbLockTries);
        }
    }

    /** One transaction per file, linear, all pending files, a SQLite file may be made, a local run. */
    public static ApplyOptions defaults() {
        return new ApplyOptions(
                TxMode.FILE,
                ExecOrder.LINEAR,
                null,
                false,
                null,
                null,
                null,
                DEFAULT_LOCK_TIMEOUT,
                LockCompat.NONE,
                DEFAULT_DB_LOCK_TIMEOUT,
                DEFAULT_DB_LOCK_TRIES,
                null,
                DEFAULT_CONNECT_TIMEOUT,
                true,
                null,
                null,
                OrphanPolicy.DEFAULT);
    }

    /** These options with another {@link #txMode}. */
    public ApplyOptions withTxMode(TxMode value) {
        return change(draft -> draft.txMode = value);
    }

    /** These options with another {@link #execOrder}. */
    public ApplyOptions withExecOrder(ExecOrder value) {
        return change(draft -> draft.execOrder = value);
    }

    /** These options with another {@link #baseline}. */
    public ApplyOptions withBaseline(String value) {
        return change(draft -> draft.baseline = value);
    }

    /** These options with another {@link #allowDirty}. */
    public ApplyOptions withAllowDirty(boolean value) {
        return change(draft -> draft.allowDirty = value);
    }

    /** These options with another {@link #amount}. */
    public ApplyOptions withAmount(Integer value) {
        return change(draft -> draft.amount = value);
    }

    /** These options with another {@link #toMigration}. */
    public ApplyOptions withToMigration(String value) {
        return change(draft -> draft.toMigration = value);
    }

    /** These options with another {@link #revisionsSchema}. */
    public ApplyOptions withRevisionsSchema(String value) {
        return change(draft -> draft.revisionsSchema = value);
    }

    /** These options with another {@link #lockTimeout}. */
    public ApplyOptions withLockTimeout(Duration value) {
        return change(draft -> draft.lockTimeout = value);
    }

    /** These options with another {@link #lockCompat}. */
    public ApplyOptions withLockCompat(LockCompat value) {
        return change(draft -> draft.lockCompat = value);
    }

    /** These options with another {@link #dbLockTimeout}. */
    public ApplyOptions withDbLockTimeout(Duration value) {
        return change(draft -> draft.dbLockTimeout = value);
    }

    /** These options with another {@link #dbLockTries}. */
    public ApplyOptions withDbLockTries(int value) {
        return change(draft -> draft.dbLockTries = value);
    }

    /** These options with another {@link #connectTimeout}. */
    public ApplyOptions withConnectTimeout(Duration value) {
        return change(draft -> draft.connectTimeout = value);
    }

    /** These options with another {@link #statementTimeout}. */
    public ApplyOptions withStatementTimeout(Duration value) {
        return change(draft -> draft.statementTimeout = value);
    }

    /** These options with another {@link #mayCreateFile}. */
    public ApplyOptions withMayCreateFile(boolean value) {
        return change(draft -> draft.mayCreateFile = value);
    }

    /** These options with another {@link #runId}. */
    public ApplyOptions withRunId(String value) {
        return change(draft -> draft.runId = value);
    }

    /** These options with another {@link #applicationName}. */
    public ApplyOptions withApplicationName(String value) {
        return change(draft -> draft.applicationName = value);
    }

    /** These options with another {@link #orphans}. */
    public ApplyOptions withOrphans(OrphanPolicy value) {
        return change(draft -> draft.orphans = value);
    }

    private ApplyOptions change(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.options();
    }

    /** The options while one of them is changed. */
    private static final class Draft {
        private TxMode txMode;
        private ExecOrder execOrder;
        private String baseline;
        private boolean allowDirty;
        private Integer amount;
        private String toMigration;
        private String revisionsSchema;
        private Duration lockTimeout;
        private LockCompat lockCompat;
        private Duration dbLockTimeout;
        private int dbLockTries;
        private Duration statementTimeout;
        private Duration connectTimeout;
        private boolean mayCreateFile;
        private String runId;
        private String applicationName;
        private OrphanPolicy orphans;

        private Draft(ApplyOptions from) {
            txMode = from.txMode;
            execOrder = from.execOrder;
            baseline = from.baseline;
            allowDirty = from.allowDirty;
            amount = from.amount;
            toMigration = from.toMigration;
            revisionsSchema = from.revisionsSchema;
            lockTimeout = from.lockTimeout;
            lockCompat = from.lockCompat;
            dbLockTimeout = from.dbLockTimeout;
            dbLockTries = from.dbLockTries;
            statementTimeout = from.statementTimeout;
            connectTimeout = from.connectTimeout;
            mayCreateFile = from.mayCreateFile;
            runId = from.runId;
            applicationName = from.applicationName;
            orphans = from.orphans;
        }

        private ApplyOptions options() {
            return new ApplyOptions(
                    txMode,
                    execOrder,
                    baseline,
                    allowDirty,
                    amount,
                    toMigration,
                    revisionsSchema,
                    lockTimeout,
                    lockCompat,
                    dbLockTimeout,
                    dbLockTries,
                    statementTimeout,
                    connectTimeout,
                    mayCreateFile,
                    runId,
                    applicationName,
                    orphans);
        }
    }
}
