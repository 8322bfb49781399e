package io.drover.status.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.contracts.AgentBeat;
import io.drover.contracts.Event;
import io.drover.contracts.RunError;
import io.drover.contracts.RunInspected.Finding;
import io.drover.contracts.RunReturned;
import io.drover.contracts.RunState;
import io.drover.status.Sql;
import io.drover.status.StatusTest;
import io.drover.status.Story;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The views depend on what was said, not on when it was heard. */
@StatusTest
class InterleavingTest {
    private static final int SHUFFLES = 12;

    @Inject
    Projection projection;

    @Inject
    Sql sql;

    private final Story story = new Story();

    @Test
    @DisplayName(
            "P13 P14 the views are equal for every interleaving that keeps the order within a key, and for repetitions")
    void showsTheSameForEveryInterleaving() {
        List<Event> history = history();
        String expected = viewsAfter(history, new Random(0), history.size());
        assertThat(expected).contains("agent-lost", "reconciled", "REMOVED", "UNKNOWN", "inspection", "known");
        assertThat(expected).contains("error_kind (", "database_error (", "run_error (", "migration (", "unreachable");

        for (int seed = 1; seed <= SHUFFLES; seed++) {
            Random random = new Random(seed);
            List<Event> heard = Interleaving.heard(history, random);

            assertThat(viewsAfter(heard, random, 9)).as("seed %d", seed).isEqualTo(expected);
        }
    }

    private String viewsAfter(List<Event> events, Random random, int mostAtOnce) {
        Interleaving.forget(sql);
        for (int from = 0; from < events.size(); ) {
            int to = Math.min(events.size(), from + 1 + random.nextInt(mostAtOnce));
            projection.project(Batches.of(events.subList(from, to)));
            from = to;
        }
        return Interleaving.views(sql);
    }

    /** Success, failure, retry, lost agents and what their targets say, late words, an older version, a tenant that leaves. */
    private List<Event> history() {
        RunError lost = RunError.of("agent-lost", "Three attempts were lost.", "Look at the agents.");
        List<Event> history = new ArrayList<>();
        history.add(story.pushed(1));
        for (int place = 1; place <= 5; place++) {
            history.add(story.registered(place));
        }
        history.addAll(List.of(story.created(1, 1, 5), story.planned(1, 1, 5), story.opened(1, 5)));
        for (int place = 1; place <= 5; place++) {
            history.add(story.started(1, place, 1));
            history.add(story.createdUsers(1, place));
        }
        history.addAll(List.of(story.finished(1, 5, 0, 0), story.pushed(2)));
        history.addAll(List.of(
                story.created(2, 2, 5),
                story.planned(2, 2, 5),
                story.opened(2, 5),
                story.seededUsers(2, 1, 1),
                story.failedToSeed(2, 2, 1),
                story.seededUsers(2, 2, 1),
                story.settled(2, 3, 1, RunState.FAILED, lost),
                story.started(2, 4, 1),
                new RunReturned(story.ref(2, 4, 1), "agent-1", RunReturned.DRAINING, story.tick()),
                story.failedToSeed(2, 4, 1),
                story.settled(2, 5, 1, RunState.UNKNOWN, null),
                story.finished(2, 2, 0, 2),
                story.planned(2, 2, 2, 3, 4),
                story.nothingToDo(2, 3, 2, 2),
                story.failedToSeed(2, 4, 2),
                story.finished(2, 3, 0, 1)));
        history.addAll(List.of(
                story.created(3, 1, 1),
                story.planned(3, 1, 1, 1),
                story.nothingToDo(3, 1, 1, 1),
                story.finished(3, 0, 1, 0),
                story.pushed(3),
                story.pushed(4, 4, story.digest(1)),
                story.created(4, 4, 2),
                story.planned(4, 1, 1, 1, 2),
                story.nothingToDo(4, 1, 1, 1),
                story.settled(4, 2, 1, RunState.SKIPPED, null),
                story.changed(2, Map.of("region", "eu")),
                story.changed(5, Map.of("region", "us")),
                story.removed(5),
                story.created(5, 4, 3),
                story.planned(5, 4, 1, 2, 3, 4),
                story.known(5, 2, 1),
                story.started(5, 3, 1),
                story.settled(5, 3, 1, RunState.UNKNOWN, null),
                story.settled(5, 3, 1, RunState.RUNNING, null),
                story.settled(5, 3, 1, RunState.UNKNOWN, null),
                story.inspected(5, 3, 1, Finding.STILL_RUNNING, 2),
                story.inspected(5, 3, 1, Finding.DONE, 2, story.seed()),
                story.settled(5, 3, 1, RunState.SUCCEEDED, "reconciled", Story.SECOND, true),
                story.settled(5, 4, 1, RunState.UNKNOWN, null),
                story.inspected(5, 4, 1, Finding.OPEN, 2),
                story.planned(5, 4, 2, 4),
                story.settled(5, 4, 2, RunState.UNREACHABLE, null),
                story.finished(5, 1, 1, 1),
                story.looked(4, 6, 4, true, Story.FIRST),
                story.looked(1, 7, 2, false, Story.FIRST),
                story.failedToSeed(5, 4, 1),
                story.created(6, 4, 1),
                story.planned(6, 4, 1, 3),
                story.failedToSeed(6, 3, 1),
                new AgentBeat(
                        "agent-" + story.directory,
                        "default",
                        "h",
                        "0.1.0",
                        8,
                        List.of(1L),
                        List.of(),
                        false,
                        story.tick(),
                        story.tick(),
                        8,
                        null),
                new AgentBeat(
                        "agent-" + story.directory,
                        "default",
                        "h",
                        "0.1.0",
                        8,
                        List.of(),
                        List.of(),
                        true,
                        story.tick(),
                        story.tick(),
                        8,
                        null)));
        return history;
    }
}
