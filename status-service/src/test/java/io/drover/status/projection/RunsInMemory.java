package io.drover.status.projection;

import io.drover.contracts.DeploymentEvent;
import io.drover.contracts.Event;
import io.drover.contracts.RunEvent;
import io.drover.contracts.RunInspected;
import io.drover.contracts.RunRef;
import io.drover.contracts.RunState;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The tables {@code run} and {@code attempt} as {@link RunStore} keeps them, filled by the production projection of runs. */
public final class RunsInMemory {
    private final SortedMap<Long, RunStory.RunRow> rows = new TreeMap<>();
    private final Map<Long, NavigableMap<Integer, AttemptRow>> attempts = new TreeMap<>();

    /** Takes in one batch. */
    public void project(List<? extends Event> batch) {
        List<? extends Event> events =
                batch.stream().filter(RunsInMemory::isOfRuns).toList();
        Map<Long, RunStory> stories = new LinkedHashMap<>();
        events.forEach(event -> RunProjector.meet(event, stories));
        stories.values().forEach(this::recall);
        events.forEach(event -> RunProjector.hear(event, stories));
        stories.values().forEach(this::write);
    }

    private static boolean isOfRuns(Event event) {
        return event instanceof DeploymentEvent
                || (event instanceof RunEvent said
                        && !(event instanceof RunInspected)
                        && said.ref().run() != RunRef.NO_RUN);
    }

    private void recall(RunStory story) {
        if (rows.containsKey(story.id)) {
            story.recall(rows.get(story.id));
        }
        attempts.getOrDefault(story.id, new TreeMap<>())
                .forEach((attempt, row) -> story.recall(
                        attempt,
                        new Word(
                                RunState.valueOf(row.state()),
                                row.reason(),
                                row.byAgent(),
                                row.finishedAt(),
                                row.fingerprint())));
    }

    private void write(RunStory story) {
        rows.put(story.id, story.row());
        story.changedAttempts()
                .forEach(row -> attempts.computeIfAbsent(story.id, id -> new TreeMap<>())
                        .put(row.attempt(), row));
    }

    /** A run as people see it. */
    public record Run(long id, int attempt, RunState state, String reason) {}

    /** Runs of a deployment. */
    public Stream<Run> of(long deployment) {
        return rows.values().stream()
                .filter(row -> row.deployment() == deployment)
                .sorted(Comparator.comparingLong(RunStory.RunRow::id))
                .map(row -> new Run(row.id(), row.attempt(), RunState.valueOf(row.state()), row.reason()));
    }

    /** Everything there is, for comparing. */
    public String dump() {
        return rows + "\n" + attempts;
    }
}
