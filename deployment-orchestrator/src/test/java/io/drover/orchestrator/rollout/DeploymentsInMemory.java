package io.drover.orchestrator.rollout;

import io.drover.contracts.DeploymentState;
import jakarta.enterprise.inject.Vetoed;
import java.util.List;

/** The rows of deployments, of which whoever asks is the only one to hold them. */
@Vetoed
public final class DeploymentsInMemory extends DeploymentStore {
    private final Tables tables;

    public DeploymentsInMemory(Tables tables) {
        super(null);
        this.tables = tables;
    }

    @Override
    public Deployment lock(long id) {
        return tables.deployments.get(id);
    }

    @Override
    protected void moveWaves(Deployment deployment, DeploymentState state) {
        // waves are where their deployment is, and nothing that is simulated looks at them
    }

    @Override
    public List<Long> restless() {
        return tables.deployments.values().stream()
                .filter(DeploymentsInMemory::isRestless)
                .map(deployment -> deployment.id)
                .toList();
    }

    private static boolean isRestless(Deployment deployment) {
        boolean running = deployment.state == DeploymentState.RUNNING;
        Tally tally = deployment.tally;
        return (running || deployment.state == DeploymentState.CANCELLING)
                && ((running && tally.pending > 0 && tally.inFlight() < deployment.maxParallel) || !tally.isOpen());
    }
}
