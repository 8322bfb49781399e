package io.drover.status.projection;

import io.drover.contracts.Event;
import io.drover.contracts.RunEvent;
import io.drover.contracts.RunFinished;
import io.drover.contracts.RunProgressed;
import io.drover.contracts.RunReturned;
import io.drover.contracts.RunStarted;
import io.drover.contracts.RunsPlanned;
import io.drover.contracts.RunsSettled;
import io.drover.status.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Brings what the orchestrator and the agents say about runs together. Who is heard first does not matter: a run is a
 * skeleton until {@code RunsPlanned} is heard, and its state is always merged from all that is known of it.
 */
@ApplicationScoped
class RunProjector {
    /** Runs held in memory at once; one event names 1,000 at most. */
    private static final int SLICE = 4_000;

    private final RunStore store;
    private final Knowledge knowledge;
    private final RevisionProjector revisions;

    RunProjector(Sql sql, Knowledge knowledge, RevisionProjector revisions) {
        this.store = new RunStore(sql);
        this.knowledge = knowledge;
        this.revisions = revisions;
    }

    void project(List<Event> events, Touched touched) {
        int from = 0;
        int runs = 0;
        for (int i = 0; i < events.size(); i++) {
            runs += runsNamedBy(events.get(i));
            if (runs >= SLICE || i == events.size() - 1) {
                slice(events.subList(from, i + 1), touched);
                from = i + 1;
                runs = 0;
            }
        }
    }

    static int runsNamedBy(Event event) {
        if (event instanceof RunsPlanned planned) {
            return planned.runs().size();
        }
        return event instanceof RunsSettled settled ? settled.runs().size() : 1;
    }

    private void slice(List<Event> events, Touched touched) {
        Map<Long, RunStory> stories = new LinkedHashMap<>();
        events.forEach(event -> meet(event, stories));
        store.recall(stories);
        events.forEach(event -> hear(event, stories));
        store.write(stories.values());
        revisions.project(only(RunFinished.class, events));
        stories.values().forEach(story -> {
            if (story.concernsDatabase()) {
                touched.add(story.target(), story.directory());
            }
            touched.run(story);
        });
        knowledge.add(
                stories.values().stream()
                        .flatMap(story -> story.facts().stream())
                        .toList(),
                touched);
        knowledge.see(
                stories.values().stream()
                        .flatMap(story -> story.seen().stream())
                        .toList(),
                touched);
    }

    static void meet(Event event, Map<Long, RunStory> stories) {
        if (event instanceof RunsPlanned planned) {
            planned.runs()
                    .forEach(run -> stories.computeIfAbsent(
                            run.run(), id -> new RunStory(id, planned.deployment(), run.target())));
        } else if (event instanceof RunsSettled settled) {
            settled.runs()
                    .forEach(run -> stories.computeIfAbsent(
                            run.run(), id -> new RunStory(id, settled.deployment(), run.target())));
        } else if (event instanceof RunEvent run) {
            stories.computeIfAbsent(
                    run.ref().run(),
                    id -> new RunStory(id, run.ref().deployment(), run.ref().target()));
        }
    }

    static void hear(Event event, Map<Long, RunStory> stories) {
        if (event instanceof RunsPlanned planned) {
            planned.runs().forEach(run -> stories.get(run.run()).planned(run, planned.directory(), planned.digest()));
        } else if (event instanceof RunsSettled settled) {
            settled.runs().forEach(run -> stories.get(run.run()).settled(run, settled.aggregateSequence()));
        } else if (event instanceof RunFinished finished) {
            stories.get(finished.ref().run()).finished(finished);
        } else if (event instanceof RunStarted started) {
            stories.get(started.ref().run()).live(started.ref(), started.agent(), true, started.startedAt());
        } else if (event instanceof RunProgressed progressed) {
            stories.get(progressed.ref().run()).live(progressed.ref(), progressed.agent(), true, progressed.at());
        } else if (event instanceof RunReturned returned) {
            boolean executed = RunReturned.STILL_RUNNING.equals(returned.reason());
            stories.get(returned.ref().run()).live(returned.ref(), returned.agent(), executed, returned.at());
        }
    }

    private static <T extends Event> List<T> only(Class<T> type, List<Event> events) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
