package io.drover.orchestrator.watch;

import io.drover.contracts.DeploymentState;
import io.drover.contracts.RunState;
import io.drover.kit.metric.SampledGauges;
import io.drover.orchestrator.sql.Database;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Shows how many deployments and runs are open. Deployments that are open are few, an index holds no others, and each
 * keeps the counts of its own runs: no look at it depends on how many targets there are.
 */
@ApplicationScoped
class OpenWork {
    private static final List<RunState> OPEN_RUNS =
            List.of(RunState.PENDING, RunState.QUEUED, RunState.RUNNING, RunState.UNKNOWN);

    /** The condition of the index, word by word. */
    private static final String IS_OPEN = " FROM deployment WHERE state NOT IN ('SUCCEEDED', 'FAILED', 'CANCELLED')";

    private final SampledGauges gauges;
    private final Database database;

    OpenWork(SampledGauges gauges, Database database) {
        this.gauges = gauges;
        this.database = database;
    }

    void onStart(@Observes StartupEvent start) {
        gauges.add(
                "drover.deployments.open",
                "deployments that are not over",
                "state",
                words(DeploymentState.values(), state -> !state.isFinished()),
                this::deployments);
        gauges.add(
                "drover.runs.open",
                "runs of these that are not over",
                "state",
                words(RunState.values(), OPEN_RUNS::contains),
                this::runs);
    }

    /** By state; a state that no deployment is in is left out. */
    private Map<String, Long> deployments() {
        Map<String, Long> counts = new HashMap<>();
        database.query("SELECT state, count(*)" + IS_OPEN + " GROUP BY state", row -> {
            counts.put(word(row.getString(1)), row.getLong(2));
            return null;
        });
        return counts;
    }

    /** By state, from the counters in the rows of deployments. */
    private Map<String, Long> runs() {
        Map<String, Long> counts = new HashMap<>();
        database.query("SELECT sum(pending), sum(queued), sum(running), sum(unknown)" + IS_OPEN, row -> {
            for (int i = 0; i < OPEN_RUNS.size(); i++) {
                counts.put(word(OPEN_RUNS.get(i).name()), row.getLong(i + 1));
            }
            return null;
        });
        return counts;
    }

    private static <E extends Enum<E>> List<String> words(E[] states, Predicate<E> wanted) {
        return Arrays.stream(states)
                .filter(wanted)
                .map(state -> word(state.name()))
                .toList();
    }

    private static String word(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
