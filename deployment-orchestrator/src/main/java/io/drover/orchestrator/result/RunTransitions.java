package io.drover.orchestrator.result;

import io.drover.contracts.RunEvent;
import io.drover.contracts.RunFinished;
import io.drover.contracts.RunInspected;
import io.drover.contracts.RunReturned;
import io.drover.contracts.RunStarted;
import io.drover.contracts.RunState;
import java.util.Objects;

/**
 * What an agent's word makes of a run. The attempt that is under way counts; within it results merge by P14:
 * SUCCEEDED over FAILED over NO_ACTION over UNREACHABLE over what was settled without an agent.
 *
 * <p>Repeated and late events are harmless: a result that does not outrank what is there changes nothing; a return counts
 * once, by its place in the topic (all events of a target are in one partition), and only when it answers the last
 * sending, by its epoch (P20); a start changes nothing once the run is over, nor when it stands before the last return,
 * which has answered it. An event of another run of this target is not looked at, nor one of another attempt, but for the
 * late success of an earlier one. What a target says when it was asked is {@link LostRun}'s.
 *
 * <p>A command may have gone out twice. While one agent executes the run, another that gives its copy back leaves it
 * RUNNING with its slot, whatever is being cancelled. {@code still-running} is no failure (P22): somebody executes the run,
 * so it is RUNNING; when nobody vouches for it any more it is lost and its target is asked. A run whose copy is given back
 * under the present epoch keeps its slot and goes out again ({@link Settlement}): what other copies do takes no further one.
 */
final class RunTransitions {

    private RunTransitions() {}

    /**
     * The run after an event.
     *
     * @param offset place of the event in its partition
     * @return {@code run} itself when the event changes nothing
     */
    static RunRow after(RunRow run, RunEvent event, long offset, Circumstances circumstances) {
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
            return returned(run, returned, offset, circumstances);
        }
        return event instanceof RunInspected inspected ? LostRun.after(run, inspected, circumstances) : run;
    }

    /** An earlier attempt that was tried again as failed, and had succeeded: then nothing pending is a success (P14). */
    private static RunRow earlier(RunRow run, RunEvent event) {
        boolean succeeded = event instanceof RunFinished finished && finished.state() == RunState.SUCCEEDED;
        return succeeded && event.ref().attempt() < run.attempt() && !run.doneBefore() ? run.withWorkDoneBefore() : run;
    }

    /** Of a run that was lost, only a start that was not known before is news: the command began somewhere else. */
    private static RunRow started(RunRow run, RunStarted event, long offset) {
        boolean answered = offset <= run.returnedOffset();
        boolean known =
                Objects.equals(event.agent(), run.agent()) && Objects.equals(event.startedAt(), run.startedAt());
        boolean opens = run.state() == RunState.QUEUED
                || run.state() == RunState.PENDING
                || (run.state() == RunState.UNKNOWN && !known);
        if (answered || !opens) {
            return run;
        }
        return run.become(RunState.RUNNING, draft -> {
            draft.agent = event.agent();
            draft.startedAt = event.startedAt();
        });
    }

    private static RunRow finished(RunRow run, RunFinished event) {
        boolean reconciled = event.state() == RunState.NO_ACTION && (run.doneBefore() || run.lost() > 0);
        RunState state = reconciled ? RunState.SUCCEEDED : event.state();
        if (rank(state) <= rank(run.state())) {
            return run;
        }
        return run.become(state, draft -> {
            draft.reason = reconciled ? RunRow.RECONCILED : event.reason();
            draft.agent = event.agent();
            draft.from = event.from();
            draft.to = event.to();
            draft.error = event.error();
            draft.startedAt = event.startedAt();
            draft.finishedAt = event.finishedAt();
        });
    }

    private static RunRow returned(RunRow run, RunReturned event, long offset, Circumstances circumstances) {
        if (offset <= run.returnedOffset()) {
            return run;
        }
        if (run.state() == RunState.UNKNOWN) {
            // an inspection was given back: ask again
            return run.with(draft -> {
                draft.returnedOffset = offset;
                draft.inspectAt = circumstances.now();
            });
        }
        boolean executedByAnother = run.state() == RunState.RUNNING && !Objects.equals(run.agent(), event.agent());
        boolean underWay = run.state() == RunState.QUEUED || run.state() == RunState.RUNNING;
        if (event.ref().epoch() != run.epoch() || !underWay || executedByAnother) {
            return run.with(draft -> draft.returnedOffset = offset);
        }
        if (event.reason().equals(RunReturned.STILL_RUNNING)) {
            return run.become(RunState.RUNNING, draft -> {
                draft.returnedOffset = offset;
                draft.startedAt = run.startedAt() == null ? event.at() : run.startedAt();
            });
        }
        boolean over = circumstances.cancelling();
        return run.become(over ? RunState.CANCELLED : RunState.PENDING, draft -> {
            draft.returnedOffset = offset;
            draft.reason = over ? "cancelled" : null;
            draft.finishedAt = over ? circumstances.now() : null;
        });
    }

    /** States that are no result rank below all results. */
    static int rank(RunState state) {
        return switch (state) {
            case PENDING, QUEUED, RUNNING, UNKNOWN, SKIPPED, CANCELLED -> 0;
            case UNREACHABLE -> 1;
            case NO_ACTION -> 2;
            case FAILED -> 3;
            case SUCCEEDED -> 4;
        };
    }
}
