package io.drover.engine.apply;

import java.time.Duration;
import java.util.Objects;

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
 * @param dbLockTimeout how long a statement may wait for a lock inside the database; zero: for ever
 * @param statementTimeout how long a statement may run; null: for ever
 * @param mayCreateFile whether a SQLite file that is not there may be made
 * @param runId who applies, stored in each revision; null for a local run
 * @param applicationName how the connection calls itself, {@code drover:<run>:<attempt>}; null: {@code drover}
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
        Duration dbLockTimeout,
        Duration statementTimeout,
        boolean mayCreateFile,
        String runId,
        String applicationName) {

    /** Ten seconds, as Atlas has it. */
    public static final Duration DEFAULT_LOCK_TIMEOUT = Duration.ofSeconds(10);

    /** Three seconds: longer waits queue every other client of the table up behind the migration. */
    public static final Duration DEFAULT_DB_LOCK_TIMEOUT = Duration.ofSeconds(3);

    public ApplyOptions {
        Objects.requireNonNull(txMode, "txMode");
        Objects.requireNonNull(execOrder, "execOrder");
        Objects.requireNonNull(lockTimeout, "lockTimeout");
        Objects.requireNonNull(dbLockTimeout, "dbLockTimeout");
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
                DEFAULT_DB_LOCK_TIMEOUT,
                null,
                true,
                null,
                null);
    }

    /** These options with another {@link #txMode}. */
    public ApplyOptions withTxMode(TxMode value) {
        return new ApplyOptions(
                value,
                execOrder,
                baseline,
                allowDirty,
                amount,
                toMigration,
                revisionsSchema,
                lockTimeout,
                dbLockTimeout,
                statementTimeout,
                mayCreateFile,
                runId,
                applicationName);
    }

    /** These options with another {@link #execOrder}. */
    public ApplyOptions withExecOrder(ExecOrder value) {
        return new ApplyOptions(
                txMode,
                value,
                baseline,
                allowDirty,
                amount,
                toMigration,
                revisionsSchema,
                lockTimeout,
                dbLockTimeout,
                statementTimeout,
                mayCreateFile,
                runId,
                applicationName);
    }

    /** These options with another {@link #baseline}. */
    public ApplyOptions withBaseline(String value) {
        return new ApplyOptions(
                txMode,
                execOrder,
                value,
                allowDirty,
                amount,
                toMigration,
                revisionsSchema,
                lockTimeout,
                dbLockTimeout,
                statementTimeout,
                mayCreateFile,
                runId,
                applicationName);
    }

    /** These options with another {@link #allowDirty}. */
    public ApplyOptions withAllowDirty(boolean value) {
        return new ApplyOptions(
                txMode,
                execOrder,
                baseline,
                value,
                amount,
                toMigration,
                revisionsSchema,
                lockTimeout,
                dbLockTimeout,
                statementTimeout,
                mayCreateFile,
                runId,
                applicationName);
    }

    /** These options with another {@link #amount}. */
    public ApplyOptions withAmount(Integer value) {
        return new ApplyOptions(
                txMode,
                execOrder,
                baseline,
                allowDirty,
                value,
                toMigration,
                revisionsSchema,
                lockTimeout,
                dbLockTimeout,
                statementTimeout,
                mayCreateFile,
                runId,
                applicationName);
    }

    /** These options with another {@link #toMigration}. */
    public ApplyOptions withToMigration(String value) {
        return new ApplyOptions(
                txMode,
                execOrder,
                baseline,
                allowDirty,
                amount,
                value,
                revisionsSchema,
                lockTimeout,
                dbLockTimeout,
                statementTimeout,
                mayCreateFile,
                runId,
                applicationName);
    }

    /** These options with another {@link #revisionsSchema}. */
    public ApplyOptions withRevisionsSchema(String value) {
        return new ApplyOptions(
                txMode,
                execOrder,
                baseline,
                allowDirty,
                amount,
                toMigration,
                value,
                lockTimeout,
                dbLockTimeout,
                statementTimeout,
                mayCreateFile,
                runId,
                applicationName);
    }

    /** These options with another {@link #lockTimeout}. */
    public ApplyOptions withLockTimeout(Duration value) {
        return new ApplyOptions(
                txMode,
                execOrder,
                baseline,
                allowDirty,
                amount,
                toMigration,
                revisionsSchema,
                value,
                dbLockTimeout,
                statementTimeout,
                mayCreateFile,
                runId,
                applicationName);
    }

    /** These options with another {@link #dbLockTimeout}. */
    public ApplyOptions withDbLockTimeout(Duration value) {
        return new ApplyOptions(
                txMode,
                execOrder,
                baseline,
                allowDirty,
                amount,
                toMigration,
                revisionsSchema,
                lockTimeout,
                value,
                statementTimeout,
                mayCreateFile,
                runId,
                applicationName);
    }

    /** These options with another {@link #statementTimeout}. */
    public ApplyOptions withStatementTimeout(Duration value) {
        return new ApplyOptions(
                txMode,
                execOrder,
                baseline,
                allowDirty,
                amount,
                toMigration,
                revisionsSchema,
                lockTimeout,
                dbLockTimeout,
                value,
                mayCreateFile,
                runId,
                applicationName);
    }

    /** These options with another {@link #mayCreateFile}. */
    public ApplyOptions withMayCreateFile(boolean value) {
        return new ApplyOptions(
                txMode,
                execOrder,
                baseline,
                allowDirty,
                amount,
                toMigration,
                revisionsSchema,
                lockTimeout,
                dbLockTimeout,
                statementTimeout,
                value,
                runId,
                applicationName);
    }

    /** These options with another {@link #runId}. */
    public ApplyOptions withRunId(String value) {
        return new ApplyOptions(
                txMode,
                execOrder,
                baseline,
                allowDirty,
                amount,
                toMigration,
                revisionsSchema,
                lockTimeout,
                dbLockTimeout,
                statementTimeout,
                mayCreateFile,
                value,
                applicationName);
    }

    /** These options with another {@link #applicationName}. */
    public ApplyOptions withApplicationName(String value) {
        return new ApplyOptions(
                txMode,
                execOrder,
                baseline,
                allowDirty,
                amount,
                toMigration,
                revisionsSchema,
                lockTimeout,
                dbLockTimeout,
                statementTimeout,
                mayCreateFile,
                runId,
                value);
    }
}
