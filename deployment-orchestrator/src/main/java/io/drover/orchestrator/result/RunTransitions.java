package io.drover.orchestrator.result;

import io.drover.contracts.RunEvent;
import io.drover.contracts.RunFinished;
import io.drover.contracts.RunReturned;
import io.drover.contracts.RunStarted;
import io.drover.contracts.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * What an agent's word makes of a run. The attempt that is under way counts; within it results merge by P14:
 * SUCCEEDED over FAILED over NO_ACTION over UNREACHABLE over what was settled without an agent.
 *
 * <p>Repeated and late events are harmless: a result that does not outrank what is there changes nothing; a return counts
 * once, by its place in the topic (all events of a target are in one partition); a start changes nothing once the run is
 * over, nor when it stands before the last return, which has answered it. An event of another run of this target is not
 * looked at, nor one of another attempt, but for the late success of an earlier one.
 *
 * <p>A command may have gone out twice. While one agent executes the run, another that gives its copy back leaves it
 * RUNNING with its slot, whatever is being cancelled; {@code still-running} from it only has the run looked at again soon,
 * for the agent that began may be gone. A copy given back before the start of the other is heard frees the slot for a
 * moment: the command that goes out again finds the target's lock held or the work done.
 */
final class RunTransitions {
    static final Duration STILL_RUNNING_PAUSE = Duration.ofSeconds(2);

    private RunTransitions() {}

    /**
     * The run after an event.
     *
     * @param offset place of the event in its partition
     * @param cancelling true when the deployment is being cancelled: what has not begun is over then
     * @return {@code run} itself when the event changes nothing
     */
    static RunRow after(RunRow run, RunEvent event, long offset, boolean cancelling, Instant now) {
        if (event.ref().runSeq() != run.runSeq()) {
            return run;
        }
        if (event.ref().attempt() != run.attempt()) {
            return earlier(run, event);
        }
        if (event instanceof RunStarted started) {
            return started(run, started, offset);
        }
        if (event instanceof RunFinished finished) {
            return finished(run, finished);
        }
        if (event instanceof RunReturned returned) {
            return returned(run, returned, offset, cancelling, now);
        }
        return run;
    }

    /** An earlier attempt that was tried again as failed, and had succeeded: then nothing pending is a success (P14). */
    private static RunRow earlier(RunRow run, RunEvent event) {
        boolean succeeded = event instanceof RunFinished finished && finished.state() == RunState.SUCCEEDED;
        return succeeded && event.ref().attempt() < run.attempt() ? run.withWorkDoneBefore() : run;
    }

    private static RunRow started(RunRow run, RunStarted event, long offset) {
        boolean answered = offset <= run.returnedOffset();
        if (answered || (run.state() != RunState.QUEUED && run.state() != RunState.PENDING)) {
            return run;
        }
        return new RunRow(
                run.id(),
                run.target(),
                run.runSeq(),
                run.attempt(),
                RunState.RUNNING,
                null,
                event.agent(),
                null,
                null,
                null,
                event.startedAt(),
                null,
                null,
                run.returnedOffset(),
                run.doneBefore());
    }

    private static RunRow finished(RunRow run, RunFinished event) {
        boolean reconciled = event.state() == RunState.NO_ACTION && run.doneBefore();
        RunState state = reconciled ? RunState.SUCCEEDED : event.state();
        if (rank(state) <= rank(run.state())) {
            return run;
        }
        return new RunRow(
                run.id(),
                run.target(),
                run.runSeq(),
                run.attempt(),
                state,
                reconciled ? RunRow.RECONCILED : event.reason(),
                event.agent(),
                event.from(),
                event.to(),
                event.error(),
                event.startedAt(),
                event.finishedAt(),
                null,
                run.returnedOffset(),
                run.doneBefore());
    }

    private static RunRow returned(RunRow run, RunReturned event, long offset, boolean cancelling, Instant now) {
        if (offset <= run.returnedOffset()) {
            return run;
        }
        boolean stillRunning = event.reason().equals(RunReturned.STILL_RUNNING);
        Instant later = stillRunning ? now.plus(STILL_RUNNING_PAUSE) : null;
        if (run.state() == RunState.PENDING) {
            return run.withReturn(offset, run.notBefore());
        }
        if (run.state() == RunState.RUNNING && !Objects.equals(run.agent(), event.agent())) {
            return run.withReturn(offset, later == null ? run.notBefore() : later);
        }
        if (run.state() != RunState.QUEUED && run.state() != RunState.RUNNING) {
            return run;
        }
        boolean over = cancelling && !stillRunning;
        return new RunRow(
                run.id(),
                run.target(),
                run.runSeq(),
                run.attempt(),
                over ? RunState.CANCELLED : RunState.PENDING,
                over ? "cancelled" : null,
                null,
                null,
                null,
                null,
                null,
                over ? now : null,
                later,
                offset,
                run.doneBefore());
    }

    /** States that are no result rank below all results. */
    private static int rank(RunState state) {
        return switch (state) {
            case PENDING, QUEUED, RUNNING, UNKNOWN, SKIPPED, CANCELLED -> 0;
            case UNREACHABLE -> 1;
            case NO_ACTION -> 2;
            case FAILED -> 3;
            case SUCCEEDED -> 4;
        };
    }
}
