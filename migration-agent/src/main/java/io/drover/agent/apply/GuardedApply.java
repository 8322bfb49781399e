package io.drover.agent.apply;

import io.drover.agent.control.ControlGate;
import io.drover.agent.control.ControlGate.Verdict;
import io.drover.contracts.RunRef;
import io.drover.engine.apply.ApplyOptions;
import io.drover.engine.apply.ApplyOutcome;
import io.drover.engine.apply.EngineEvent;
import io.drover.engine.apply.MigrationEngine;
import io.drover.engine.apply.Problem;
import io.drover.engine.apply.RunInspection;
import io.drover.engine.directory.MigrationDirectory;
import io.drover.engine.target.TargetUrl;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One apply that begins only while the gate is open, and that is settled when it ends. The gate is asked last when the
 * target's lock is held and nothing has been changed yet: whatever was waited for until then does not matter.
 *
 * <p>When the connection breaks while statements may have been under way, the target itself is asked, as only its
 * revisions tell whether the transaction was committed. So it is too for an agent that was frozen, whose session was
 * ended meanwhile and whose run was gone on with elsewhere: it tells what it finds, and begins again only what is open
 * and what nobody has paused or cancelled.
 */
final class GuardedApply {
    private static final int TIMES = 3;

    private final MigrationEngine engine;
    private final ControlGate gate;
    private final RunRef ref;
    private final TargetUrl target;
    private final MigrationDirectory directory;
    private final ApplyOptions options;

    GuardedApply(
            MigrationEngine engine,
            ControlGate gate,
            RunRef ref,
            TargetUrl target,
            MigrationDirectory directory,
            ApplyOptions options) {
        this.engine = engine;
        this.gate = gate;
        this.ref = ref;
        this.target = target;
        this.directory = directory;
        this.options = options;
    }

    /**
     * How it ended.
     *
     * @param outcome null when it did not begin, or does not begin again
     * @param verdict why it did not; OPEN otherwise
     */
    record Ending(ApplyOutcome outcome, Verdict verdict) {}

    /** The gate was not open when the engine was about to begin. */
    private static final class NotBegun extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final Verdict verdict;

        private NotBegun(Verdict verdict) {
            super("the gate is " + verdict, null, false, false);
            this.verdict = verdict;
        }
    }

    Ending untilSettled(Consumer<EngineEvent> progress) {
        Ending ending = once(progress);
        for (int time = 1; time <= TIMES && isUnsettled(ending.outcome()); time++) {
            pause(time);
            RunInspection found = engine.inspect(target, directory, options);
            if (found.finding() == RunInspection.Finding.OPEN) {
                ending = once(progress);
            } else if (found.finding() != RunInspection.Finding.UNREACHABLE) {
                return new Ending(settled(found), Verdict.OPEN);
            }
        }
        return ending;
    }

    private Ending once(Consumer<EngineEvent> progress) {
        Verdict verdict = gate.await(ref);
        while (verdict == Verdict.OPEN) {
            try {
                return new Ending(engine.apply(target, directory, options, event -> told(event, progress)), verdict);
            } catch (NotBegun e) {
                verdict = e.verdict == Verdict.SHUT ? gate.await(ref) : e.verdict;
            }
        }
        return new Ending(null, verdict);
    }

    private void told(EngineEvent event, Consumer<EngineEvent> progress) {
        if (event instanceof EngineEvent.Planned) {
            Verdict verdict = gate.judge(ref);
            if (verdict != Verdict.OPEN) {
                throw new NotBegun(verdict);
            }
        }
        progress.accept(event);
    }

    private static ApplyOutcome settled(RunInspection found) {
        return found.finding() == RunInspection.Finding.STILL_RUNNING
                ? new ApplyOutcome.Refused(
                        null, null, new Problem.LockHeld(found.holder()), found.files(), found.serverIdentity())
                : new ApplyOutcome.UpToDate(
                        found.from(), found.current(), found.nothingPending(), found.files(), found.serverIdentity());
    }

    private static boolean isUnsettled(ApplyOutcome outcome) {
        if (outcome instanceof ApplyOutcome.Failed failed) {
            return failed.problem() instanceof Problem.Unreachable unreachable && unreachable.unsettled();
        }
        return outcome instanceof ApplyOutcome.Refused refused
                && refused.problem() instanceof Problem.Unreachable unreachable
                && unreachable.unsettled();
    }

    private static void pause(int seconds) {
        try {
            TimeUnit.SECONDS.sleep(seconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
