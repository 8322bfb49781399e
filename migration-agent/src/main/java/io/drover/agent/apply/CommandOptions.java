package io.drover.agent.apply;

import io.drover.contracts.AgentCommand;
import io.drover.contracts.RunRef;
import io.drover.engine.apply.ApplicationName;
import io.drover.engine.apply.ApplyOptions;
import io.drover.engine.apply.ExecOrder;
import io.drover.engine.apply.OrphanPolicy;
import io.drover.engine.apply.TxMode;
import java.util.function.Function;

/** What a command says about how to apply, in the engine's words; what it leaves out is the engine's default. */
final class CommandOptions {

    private CommandOptions() {}

    /**
     * The options of a command. The run's id goes into every revision and into the name of the connection: by them a
     * later look at the target knows whose work it sees. A command outside of any deployment has no run.
     *
     * @param mayCreate whether a missing SQLite file may be made
     * @param orphans what to do about executions that live on without their agent
     * @throws IllegalArgumentException with one sentence when a mode or order has an unknown name
     */
    static ApplyOptions of(AgentCommand command, boolean mayCreate, OrphanPolicy orphans) {
        AgentCommand.Options asked = command.options() == null ? AgentCommand.Options.DEFAULTS : command.options();
        long run = command.ref().run();
        ApplyOptions options = ApplyOptions.defaults()
                .withBaseline(asked.baseline())
                .withAllowDirty(asked.allowDirty())
                .withAmount(asked.amount())
                .withToMigration(command.toMigration())
                .withRevisionsSchema(asked.revisionsSchema())
                .withStatementTimeout(asked.statementTimeout())
                .withMayCreateFile(mayCreate)
                .withOrphans(orphans);
        if (run != RunRef.NO_RUN) {
            String id = String.valueOf(run);
            options = options.withRunId(id)
                    .withApplicationName(new ApplicationName(id, command.ref().attempt()).toString());
        }
        if (asked.txMode() != null) {
            options = options.withTxMode(
                    known("txMode", asked.txMode(), name -> TxMode.parse(name).orElse(null)));
        }
        if (asked.execOrder() != null) {
            options = options.withExecOrder(known(
                    "execOrder",
                    asked.execOrder(),
                    name -> ExecOrder.parse(name).orElse(null)));
        }
        if (asked.lockTimeout() != null) {
            options = options.withLockTimeout(asked.lockTimeout());
        }
        if (asked.dbLockTimeout() != null) {
            options = options.withDbLockTimeout(asked.dbLockTimeout());
        }
        return options;
    }

    private static <T> T known(String option, String name, Function<String, T> parse) {
        T value = parse.apply(name);
        if (value == null) {
            throw new IllegalArgumentException("the option " + option + " cannot be \"" + name + "\"");
        }
        return value;
    }
}
