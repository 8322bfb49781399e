package io.drover.orchestrator.result;

import io.drover.contracts.Event;
import io.drover.contracts.RunEvent;
import io.drover.contracts.RunFinished;
import io.drover.contracts.RunInspected;
import io.drover.contracts.RunResolved;
import io.drover.contracts.RunReturned;
import io.drover.contracts.RunStarted;
import io.drover.contracts.RunState;
import io.drover.kit.event.UndecodableEvent;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/** What an event must say to be taken for the word of an agent: with less it could stop all that stand behind it. */
final class RunEvents {
    private static final Set<RunState> RESULTS =
            EnumSet.of(RunState.SUCCEEDED, RunState.NO_ACTION, RunState.FAILED, RunState.UNREACHABLE);
    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private RunEvents() {}

    /**
     * The event, if it is one of a run and complete.
     *
     * @throws UndecodableEvent when it is not
     */
    static RunEvent of(Event event) {
        if (!(event instanceof RunEvent run) || run.ref() == null) {
            throw new UndecodableEvent("The record is no event of a run", null);
        }
        if (run instanceof RunFinished finished) {
            demand(finished.state() != null && RESULTS.contains(finished.state()), "a result");
            demand(isTime(finished.startedAt()) && isTime(finished.finishedAt()), "a possible time");
        }
        if (run instanceof RunStarted started) {
            demand(isTime(started.startedAt()), "a possible time");
        }
        if (run instanceof RunReturned returned) {
            demand(returned.reason() != null, "a reason");
        }
        if (run instanceof RunInspected inspected) {
            demand(inspected.finding() != null, "a finding");
            demand(isTime(inspected.startedAt()) && isTime(inspected.at()), "a possible time");
        }
        if (run instanceof RunResolved resolved) {
            demand(resolved.resolution() != null && resolved.state() != null, "a resolution");
        }
        return run;
    }

    private static void demand(boolean isThere, String what) {
        if (!isThere) {
            throw new UndecodableEvent("The event lacks " + what, null);
        }
    }

    private static boolean isTime(Instant time) {
        return time == null || (!time.isBefore(EARLIEST) && !time.isAfter(LATEST));
    }
}
