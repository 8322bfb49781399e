package io.drover.status;

import io.drover.contracts.DeploymentEvent;
import io.drover.contracts.Event;
import io.drover.contracts.RunState;
import io.drover.status.projection.RunsInMemory;
import io.drover.status.query.DeploymentsInMemory;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The views without Kafka and tables: what was said goes through the production projection of runs, and is shown by the
 * production rules. Not thread-safe.
 */
public final class SimulatedViews {
    private final RunsInMemory runs = new RunsInMemory();
    private final DeploymentsInMemory deployments = new DeploymentsInMemory();

    /** Takes in what one poll brought, in an order that keeps the order within every key. */
    public void project(List<? extends Event> batch) {
        runs.project(batch);
        batch.forEach(event -> {
            if (event instanceof DeploymentEvent said) {
                deployments.project(said);
            }
        });
    }

    /** Runs of a deployment, by id. */
    public List<RunsInMemory.Run> runs(long deployment) {
        return runs.of(deployment).toList();
    }

    public DeploymentsInMemory.View deployment(long id) {
        Map<RunState, Integer> counts = new EnumMap<>(RunState.class);
        runs.of(id).forEach(run -> counts.merge(run.state(), 1, Integer::sum));
        return deployments.view(id, counts);
    }

    /** All views as text: equal views are equal texts. */
    public String dump() {
        return deployments.dump() + runs.dump();
    }
}
