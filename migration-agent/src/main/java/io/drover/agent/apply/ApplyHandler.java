package io.drover.agent.apply;

import io.drover.agent.ThisAgent;
import io.drover.agent.control.ControlGate;
import io.drover.agent.control.ControlGate.Verdict;
import io.drover.agent.target.ResolvedTarget;
import io.drover.contracts.AgentCommand;
import io.drover.contracts.RunError;
import io.drover.contracts.RunEvent;
import io.drover.contracts.RunReturned;
import io.drover.engine.apply.ApplyOptions;
import io.drover.engine.apply.EngineEvent;
import io.drover.engine.apply.MigrationEngine;
import io.drover.engine.directory.MigrationDirectory;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Consumer;

/**
 * The whole story of an APPLY: prepare the target, wait until it may begin, let the engine apply, say what came of it.
 * Every ending is an event; nothing is thrown. Thread-safe.
 *
 * <p>Coming twice, or after a kill at any instruction, a command is harmless: the engine goes on from what the target's
 * revisions table says, and revisions of this run are answered as this run's success.
 */
@ApplicationScoped
class ApplyHandler {
    private final ThisAgent agent;
    private final TargetPreparation preparation;
    private final ControlGate gate;
    private final MigrationEngine engine;

    ApplyHandler(ThisAgent agent, TargetPreparation preparation, ControlGate gate) {
        this.agent = agent;
        this.preparation = preparation;
        this.gate = gate;
        this.engine = new MigrationEngine(agent.version());
    }

    /** @param progress told on the calling thread while the engine works; must not throw */
    RunEvent handle(AgentCommand command, Consumer<EngineEvent> progress) {
        RunAnswer answer = RunAnswer.to(command, agent.id());
        if (command.kind() != AgentCommand.Kind.APPLY) {
            String message = "commands of the kind " + command.kind() + " are not available yet";
            return answer.failed(RunError.of("not-available-yet", message, null));
        }
        return preparation.visit(command, new Apply(answer, progress));
    }

    private final class Apply implements TargetPreparation.Visit {
        private final RunAnswer answer;
        private final Consumer<EngineEvent> progress;

        private Apply(RunAnswer answer, Consumer<EngineEvent> progress) {
            this.answer = answer;
            this.progress = progress;
        }

        @Override
        public RunEvent ready(ResolvedTarget target, MigrationDirectory directory, ApplyOptions options) {
            GuardedApply apply = new GuardedApply(engine, gate, answer.ref(), target.url(), directory, options);
            GuardedApply.Ending ending = apply.untilSettled(progress);
            return ending.outcome() == null
                    ? answer.returned(reason(ending.verdict()))
                    : OutcomeTranslation.translate(answer, ending.outcome(), target::hide);
        }

        @Override
        public RunEvent refused(RunError error, boolean asked) {
            return answer.failed(error);
        }

        @Override
        public boolean isWanted() {
            return gate.judge(answer.ref()) != Verdict.OLDER;
        }

        @Override
        public RunEvent givenUp() {
            return answer.returned(reason(gate.judge(answer.ref())));
        }

        @Override
        public RunEvent broken(Throwable failure, String trace) {
            return answer.failed(UnexpectedFailure.log(answer, failure, trace));
        }
    }

    private static String reason(Verdict verdict) {
        return verdict == Verdict.OLDER ? RunReturned.OLDER_EPOCH : RunReturned.DRAINING;
    }
}
