package io.drover.agent.apply;

import io.drover.engine.apply.ApplyOutcome;
import io.drover.engine.apply.Problem;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What to do when a connection breaks while statements may have been under way: ask the target itself, a few times, as
 * only its revisions table knows whether the transaction was committed. Nothing runs twice by it: what was committed is
 * found as this run's own work.
 */
final class LostConnection {
    private static final int TIMES = 3;

    private LostConnection() {}

    static boolean isUnsettled(ApplyOutcome outcome) {
        if (outcome instanceof ApplyOutcome.Failed failed) {
            return failed.problem() instanceof Problem.Unreachable unreachable && unreachable.unsettled();
        }
        return outcome instanceof ApplyOutcome.Refused refused
                && refused.problem() instanceof Problem.Unreachable unreachable
                && unreachable.unsettled();
    }

    /** The first outcome that is settled and reached the target, else the last one. */
    static ApplyOutcome askAgain(Supplier<ApplyOutcome> apply) {
        ApplyOutcome outcome = null;
        for (int time = 1; time <= TIMES; time++) {
            pause(time);
            outcome = apply.get();
            if (!isUnreachable(outcome)) {
                return outcome;
            }
        }
        return outcome;
    }

    private static boolean isUnreachable(ApplyOutcome outcome) {
        return outcome instanceof ApplyOutcome.Refused refused && refused.problem() instanceof Problem.Unreachable
                || isUnsettled(outcome);
    }

    private static void pause(int seconds) {
        try {
            TimeUnit.SECONDS.sleep(seconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
