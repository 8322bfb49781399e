package io.drover.status.projection;

import io.drover.contracts.Event;
import io.drover.contracts.Resolution;
import io.drover.contracts.ResolutionChanged;
import io.drover.contracts.RunEvent;
import io.drover.contracts.RunFinished;
import io.drover.contracts.RunInspected;
import io.drover.contracts.RunReturned;
import io.drover.contracts.RunStarted;
import io.drover.contracts.RunState;
import io.drover.kit.event.UndecodableEvent;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/**
 * What an event of a run must say to be taken for the word of an agent. The orchestrator takes no other either, so that
 * both make the same of a run.
 */
final class EventRules {
    private static final Set<RunState> RESULTS =
            EnumSet.of(RunState.SUCCEEDED, RunState.NO_ACTION, RunState.FAILED, RunState.UNREACHABLE);
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private EventRules() {}

    /**
     * The event itself.
     *
     * @throws UndecodableEvent when it is one of a run and not complete
     */
    static Event checked(Event event) {
        if (event instanceof RunEvent run) {
            demand(run.ref() != null, "a run");
        }
        if (event instanceof RunFinished finished) {
            demand(finished.state() != null && RESULTS.contains(finished.state()), "a result");
            demand(isTime(finished.startedAt()) && isTime(finished.finishedAt()), "a possible time");
        } else if (event instanceof RunStarted started) {
            demand(isTime(started.startedAt()), "a possible time");
        } else if (event instanceof RunReturned returned) {
            demand(returned.reason() != null, "a reason");
        } else if (event instanceof RunInspected inspected) {
            demand(inspected.finding() != null, "a finding");
            demand(inspected.at() != null && isTime(inspected.at()), "a possible time");
        } else if (event instanceof ResolutionChanged said) {
            demand(isComplete(said.resolution()) && said.state() != null && said.by() != null, "a resolution");
            demand(said.requestedAt() != null && isTime(said.requestedAt()), "a possible time");
            demand(said.at() != null && isTime(said.at()), "a possible time");
        }
        return event;
    }

    private static boolean isComplete(Resolution resolution) {
        return resolution != null && resolution.version() != null && resolution.outcome() != null;
    }

    private static void demand(boolean isThere, String what) {
        if (!isThere) {
            throw new UndecodableEvent("The event lacks " + what, null);
        }
    }

    private static boolean isTime(Instant time) {
        return time == null || (!time.isBefore(Instant.EPOCH) && !time.isAfter(LATEST));
    }
}
