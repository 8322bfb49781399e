package io.drover.agent.apply;

import io.drover.agent.ThisAgent;
import io.drover.agent.control.ControlGate;
import io.drover.agent.control.ControlGate.Verdict;
import io.drover.agent.target.ResolvedTarget;
import io.drover.contracts.AgentCommand;
import io.drover.contracts.Resolution;
import io.drover.contracts.RunError;
import io.drover.contracts.RunEvent;
import io.drover.contracts.RunResolved;
import io.drover.contracts.RunReturned;
import io.drover.engine.apply.ApplyOptions;
import io.drover.engine.apply.MigrationEngine;
import io.drover.engine.apply.Problem;
import io.drover.engine.apply.ResolveOutcome;
import io.drover.engine.apply.Revision;
import io.drover.engine.apply.TargetState;
import io.drover.engine.directory.MigrationDirectory;
import io.drover.engine.target.TargetUrl;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.function.UnaryOperator;

/**
 * The whole story of a SET that carries a resolution (P29): write down what a person says of one statement. Every ending
 * is an event; nothing is thrown. Thread-safe.
 *
 * <p>A command that comes twice is harmless. The second finds the row settled and says so. It cannot settle what became
 * ambiguous later by mistake: the row must be at the very statement, and no later run may have written it; the next
 * attempt of the same run raises the epoch of its deployment, and of an older epoch nothing begins (P20).
 */
@ApplicationScoped
class ResolveHandler {
    private final ThisAgent agent;
    private final TargetPreparation preparation;
    private final ControlGate gate;
    private final MigrationEngine engine;

    ResolveHandler(ThisAgent agent, TargetPreparation preparation, ControlGate gate) {
        this.agent = agent;
        this.preparation = preparation;
        this.gate = gate;
        this.engine = new MigrationEngine(agent.version());
    }

    RunEvent handle(AgentCommand command) {
        return preparation.visit(command, new Resolve(command));
    }

    /** The target could not be asked: it is not known whether the resolution fits. */
    RunResolved unasked(AgentCommand command, RunError error) {
        return answer(command, Resolution.State.REQUESTED, error);
    }

    private RunResolved answer(AgentCommand command, Resolution.State state, RunError error) {
        return new RunResolved(command.ref(), agent.id(), command.resolution(), state, error, Instant.now());
    }

    private final class Resolve implements TargetPreparation.Visit {
        private final AgentCommand command;
        private final Resolution said;

        private Resolve(AgentCommand command) {
            this.command = command;
            this.said = command.resolution();
        }

        @Override
        public RunEvent ready(ResolvedTarget target, MigrationDirectory directory, ApplyOptions options) {
            Verdict verdict = gate.await(command.ref());
            if (verdict != Verdict.OPEN) {
                return returned(verdict == Verdict.OLDER ? RunReturned.OLDER_EPOCH : RunReturned.DRAINING);
            }
            ResolveOutcome outcome = engine.resolve(
                    target.url(),
                    directory,
                    said.version(),
                    io.drover.engine.apply.Resolution.valueOf(said.outcome().name()),
                    options,
                    this::isMeant);
            return outcome instanceof ResolveOutcome.Refused refused
                    ? refused(refused.problem(), target.url(), options, target::hide)
                    : answer(command, Resolution.State.RESOLVED, null);
        }

        private boolean isMeant(Revision row) {
            return row.applied() + 1 == said.statement() && row.runId().orElse(0) <= said.run();
        }

        private RunEvent refused(Problem problem, TargetUrl target, ApplyOptions options, UnaryOperator<String> hide) {
            RunError error = OutcomeTranslation.error(problem, hide);
            if (problem instanceof Problem.Unreachable || problem instanceof Problem.LockHeld) {
                return unasked(command, error);
            }
            boolean done = problem instanceof Problem.NotAmbiguous && isSettled(target, options);
            return done
                    ? answer(command, Resolution.State.RESOLVED, null)
                    : answer(command, Resolution.State.REFUSED, error);
        }

        /** What was said is written already: by an earlier sending that died before its answer, or by hand. */
        private boolean isSettled(TargetUrl target, ApplyOptions options) {
            TargetState state = engine.inspect(target, options.revisionsSchema());
            Revision row = state.revision(said.version());
            if (row == null || row.isAmbiguous()) {
                return false;
            }
            return said.outcome() == Resolution.Outcome.RAN
                    ? row.applied() >= said.statement()
                    : row.applied() == said.statement() - 1;
        }

        @Override
        public RunEvent refused(RunError error, boolean asked) {
            return asked ? answer(command, Resolution.State.REFUSED, error) : unasked(command, error);
        }

        @Override
        public boolean isWanted() {
            return gate.judge(command.ref()) != Verdict.OLDER;
        }

        @Override
        public RunEvent givenUp() {
            return returned(isWanted() ? RunReturned.DRAINING : RunReturned.OLDER_EPOCH);
        }

        private RunEvent returned(String reason) {
            return new RunReturned(command.ref(), agent.id(), reason, Instant.now());
        }

        @Override
        public RunEvent broken(Throwable failure, String trace) {
            return unasked(command, UnexpectedFailure.log(RunAnswer.to(command, agent.id()), failure, trace));
        }
    }
}
