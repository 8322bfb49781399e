package io.drover.agent.apply;

import io.drover.agent.ThisAgent;
import io.drover.agent.target.ResolvedTarget;
import io.drover.contracts.AgentCommand;
import io.drover.contracts.RunError;
import io.drover.contracts.RunEvent;
import io.drover.contracts.RunInspected;
import io.drover.contracts.RunInspected.Finding;
import io.drover.contracts.RunReturned;
import io.drover.engine.apply.ApplyOptions;
import io.drover.engine.apply.MigrationEngine;
import io.drover.engine.directory.MigrationDirectory;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The whole story of an INSPECT (P21): ask the target what became of a run that nobody hears of, or what it is at, and
 * tell it. Every ending is an event, and but for a drain it is {@link RunInspected}; nothing is thrown. Thread-safe.
 *
 * <p>It changes nothing, so it may come twice, late, or while its deployment is paused; each time it tells what it finds.
 */
@ApplicationScoped
class InspectHandler {
    private final ThisAgent agent;
    private final TargetPreparation preparation;
    private final MigrationEngine engine;

    InspectHandler(ThisAgent agent, TargetPreparation preparation) {
        this.agent = agent;
        this.preparation = preparation;
        this.engine = new MigrationEngine(agent.version());
    }

    RunEvent handle(AgentCommand command) {
        return preparation.visit(command, new Inspect(RunAnswer.to(command, agent.id())));
    }

    private final class Inspect implements TargetPreparation.Visit {
        private final RunAnswer answer;

        private Inspect(RunAnswer answer) {
            this.answer = answer;
        }

        @Override
        public RunEvent ready(ResolvedTarget target, MigrationDirectory directory, ApplyOptions options) {
            return OutcomeTranslation.translate(answer, engine.inspect(target.url(), directory, options), target::hide);
        }

        /** What stands in the way of an APPLY too is left to the next attempt to tell; else nothing is known. */
        @Override
        public RunEvent refused(RunError error, boolean asked) {
            return answer.inspected(asked ? Finding.OPEN : Finding.UNREACHABLE, error);
        }

        @Override
        public boolean isWanted() {
            return true;
        }

        @Override
        public RunEvent givenUp() {
            return answer.returned(RunReturned.DRAINING);
        }

        @Override
        public RunEvent broken(Throwable failure, String trace) {
            return answer.inspected(Finding.UNREACHABLE, UnexpectedFailure.log(answer, failure, trace));
        }
    }
}
