package io.drover.status.query;

import io.drover.contracts.DeploymentChanged;
import io.drover.contracts.DeploymentCreated;
import io.drover.contracts.DeploymentEvent;
import io.drover.contracts.DeploymentFinished;
import io.drover.contracts.DeploymentState;
import io.drover.contracts.RunCounts;
import io.drover.contracts.RunState;
import io.drover.contracts.WaveOpened;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The table {@code deployment}: of each fact the one with the highest sequence counts. */
public final class DeploymentsInMemory {
    private final SortedMap<Long, Row> rows = new TreeMap<>();

    private static final class Row {
        private DeploymentState state = DeploymentState.PLANNED;
        private String reason;
        private long stateSequence;
        private int total;
        private long finishedSequence;
        private RunCounts finishedCounts;
    }

    /** Takes in one event. */
    public void project(DeploymentEvent event) {
        Row row = rows.computeIfAbsent(event.deployment(), id -> new Row());
        if (event instanceof DeploymentCreated created) {
            row.total = created.total();
        } else if (event instanceof WaveOpened) {
            told(row, event, DeploymentState.RUNNING, null);
        } else if (event instanceof DeploymentChanged changed) {
            told(row, event, changed.state(), changed.reason());
        } else if (event instanceof DeploymentFinished finished) {
            told(row, event, finished.state(), finished.reason());
            if (finished.aggregateSequence() > row.finishedSequence) {
                row.finishedSequence = finished.aggregateSequence();
                row.finishedCounts = finished.counts();
            }
        }
    }

    private static void told(Row row, DeploymentEvent event, DeploymentState state, String reason) {
        if (event.aggregateSequence() > row.stateSequence) {
            row.stateSequence = event.aggregateSequence();
            row.state = state;
            row.reason = reason;
        }
    }

    /**
     * A deployment as people see it.
     *
     * @param told counts of the newest announcement of its end, null before the first
     */
    public record View(DeploymentState state, boolean settling, RunCounts own, RunCounts told) {}

    /** @param runs how many of its runs are in which state */
    public View view(long deployment, Map<RunState, Integer> runs) {
        Row row = rows.getOrDefault(deployment, new Row());
        RunCounts own = DeploymentStore.counts(row.total, runs);
        return new View(row.state, Settling.of(row.state, own, row.finishedCounts), own, row.finishedCounts);
    }

    /** Everything there is, for comparing. */
    public String dump() {
        StringBuilder dump = new StringBuilder();
        rows.forEach((id, row) -> dump.append(id)
                .append(' ')
                .append(row.state)
                .append(' ')
                .append(row.reason)
                .append(' ')
                .append(row.total)
                .append(' ')
                .append(row.finishedCounts)
                .append('\n'));
        return dump.toString();
    }
}
