package io.drover.cli.migrate;

import io.drover.cli.output.Failure;
import io.drover.cli.project.EnvInstance;
import io.drover.cli.project.GoDurations;
import io.drover.engine.apply.ApplyOptions;
import io.drover.engine.apply.ExecOrder;
import io.drover.engine.apply.LockCompat;
import io.drover.engine.apply.TxMode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Option;

/** How to apply, from the command line and, where that says nothing, from the environment's {@code migration} block. */
final class ApplyFlags {
    private boolean executes = true;

    @Option(names = "--revisions-schema", paramLabel = "NAME", description = "Schema of the revisions table.")
    private String revisionsSchema;

    @Option(names = "--dry-run", description = "Print what would be executed, execute nothing.")
    private boolean dryRun;

    @Option(
            names = "--lock-timeout",
            paramLabel = "DURATION",
            description = "How long to wait for another migration of the same target (default: 10s).")
    private String lockTimeout;

    @Option(
            names = "--db-lock-timeout",
            paramLabel = "DURATION",
            description = "How long a statement may wait for a lock inside the database; 0s: for ever (default: 3s).")
    private String dbLockTimeout;

    @Option(
            names = "--statement-timeout",
            paramLabel = "DURATION",
            description = "How long one statement may take (default: for ever).")
    private String statementTimeout;

    @Option(
            names = "--lock-compat",
            paramLabel = "WHOSE",
            description = "atlas: respect the Atlas CLI's locks everywhere. Only without a server; agents have"
                    + " DROVER_LOCK_COMPAT (default: none).")
    private String lockCompat;

    @Option(
            names = "--baseline",
            paramLabel = "VERSION",
            description = "Take a database without history to be at this version.")
    private String baseline;

    @Option(names = "--tx-mode", paramLabel = "MODE", description = "file, all or none (default: file).")
    private String txMode;

    @Option(
            names = "--exec-order",
            paramLabel = "ORDER",
            description = "linear, linear-skip or non-linear (default: linear).")
    private String execOrder;

    @Option(names = "--allow-dirty", description = "Apply to a database that has tables but no history.")
    private boolean allowDirty;

    @Option(
            names = "--to-version",
            paramLabel = "VERSION",
            description = "Apply no file beyond this version (default: the newest).")
    private String toVersion;

    /** Flags of a command that does not execute migrations; each null for the environment's. */
    static ApplyFlags ofRevisions(String revisionsSchema, String lockTimeout) {
        ApplyFlags flags = new ApplyFlags();
        flags.revisionsSchema = revisionsSchema;
        flags.lockTimeout = lockTimeout;
        flags.executes = false;
        return flags;
    }

    boolean dryRun() {
        return dryRun;
    }

    /**
     * The version not to go beyond, null for the newest.
     *
     * @param instance null when no environment was chosen
     */
    String toVersion(EnvInstance instance) {
        return setting(toVersion, instance, "to_version");
    }

    /** @param instance null when no environment was chosen */
    ApplyOptions options(EnvInstance instance, Integer amount) {
        ApplyOptions options = ApplyOptions.defaults()
                .withAllowDirty(allowDirty)
                .withAmount(amount)
                .withBaseline(executes ? setting(baseline, instance, "baseline") : null)
                .withToMigration(executes ? toVersion(instance) : null)
                .withRevisionsSchema(setting(revisionsSchema, instance, "revisions_schema"));
        if (lockCompat != null) {
            options = options.withLockCompat(LockCompat.parse(lockCompat)
                    .orElseThrow(() -> Failure.misuse("unknown lock-compat \"" + lockCompat + "\": none or atlas")));
        }
        String mode = setting(txMode, instance, "tx_mode");
        if (mode != null) {
            options = options.withTxMode(
                    TxMode.parse(mode).orElseThrow(() -> Failure.misuse("unknown tx-mode \"" + mode + "\"")));
        }
        String order = setting(execOrder, instance, "exec_order");
        if (order != null) {
            options = options.withExecOrder(ExecOrder.parse(order)
                    .orElseThrow(() -> Failure.misuse("unknown execution order: \"" + order + "\"")));
        }
        if (dbLockTimeout != null) {
            options = options.withDbLockTimeout(millis(dbLockTimeout, "--db-lock-timeout"));
        }
        if (statementTimeout != null) {
            Duration longest = millis(statementTimeout, "--statement-timeout");
            if (longest.isZero()) {
                throw Failure.misuse("--statement-timeout is 1ms or more; leave it out to wait for ever.");
            }
            options = options.withStatementTimeout(longest);
        }
        String lock = setting(lockTimeout, instance, "lock_timeout");
        return lock == null ? options : options.withLockTimeout(GoDurations.parse(lock, "--lock-timeout"));
    }

    /** What differs from the defaults, as a deployment's {@code options}; empty when nothing does. */
    Map<String, Object> wire(EnvInstance instance, Integer amount) {
        ApplyOptions options = options(instance, amount);
        if (options.lockCompat() != LockCompat.NONE) {
            throw Failure.misuse("--lock-compat is for runs without a server: set DROVER_LOCK_COMPAT of the agents");
        }
        Map<String, Object> wire = new LinkedHashMap<>();
        put(wire, "dryRun", dryRun ? "PLAN" : null);
        put(
                wire,
                "txMode",
                options.txMode() == TxMode.FILE ? null : options.txMode().name());
        put(
                wire,
                "execOrder",
                options.execOrder() == ExecOrder.LINEAR
                        ? null
                        : options.execOrder().name());
        put(wire, "baseline", options.baseline());
        put(wire, "allowDirty", options.allowDirty() ? Boolean.TRUE : null);
        put(wire, "amount", options.amount());
        put(wire, "revisionsSchema", options.revisionsSchema());
        put(wire, "lockTimeout", other(options.lockTimeout(), ApplyOptions.DEFAULT_LOCK_TIMEOUT));
        put(wire, "dbLockTimeout", other(options.dbLockTimeout(), ApplyOptions.DEFAULT_DB_LOCK_TIMEOUT));
        put(wire, "statementTimeout", other(options.statementTimeout(), null));
        return wire;
    }

    /** Databases count in milliseconds, and less than one of them would be for ever. */
    private static Duration millis(String text, String flag) {
        Duration duration = GoDurations.parse(text, flag);
        if (!duration.isZero() && duration.toMillis() == 0) {
            throw Failure.misuse(flag + " is 1ms or more, not '" + text + "'.");
        }
        return duration;
    }

    private static String other(Duration value, Duration usual) {
        return value == null || value.equals(usual) ? null : value.toString();
    }

    private static void put(Map<String, Object> wire, String name, Object value) {
        if (value != null) {
            wire.put(name, value);
        }
    }

    private static String setting(String flag, EnvInstance instance, String name) {
        if (flag != null || instance == null) {
            return flag;
        }
        return instance.migration(name).orElse(null);
    }

    /** The amount argument in Atlas's terms. */
    static Integer amount(String argument) {
        if (argument == null) {
            return null;
        }
        try {
            int amount = Integer.parseInt(argument.strip().toLowerCase(Locale.ROOT));
            if (amount > 0) {
                return amount;
            }
        } catch (NumberFormatException e) {
            throw Failure.misuse("invalid amount argument \"" + argument
                    + "\" (invalid syntax). Omit the argument or pass a valid integer instead");
        }
        throw Failure.misuse("cannot apply '" + argument + "' migration files");
    }
}
