package io.drover.orchestrator.rollout;

import io.drover.contracts.DeploymentState;
import io.drover.orchestrator.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.util.List;

/** The rows of deployments and of their waves. */
@ApplicationScoped
public class DeploymentStore {
    private final Database database;

    protected DeploymentStore(Database database) {
        this.database = database;
    }

    /** The deployment, locked until the transaction ends; null when there is none. */
    public Deployment lock(long id) {
        return Deployment.findById(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /** All waves of the deployment are where the deployment is. */
    protected void moveWaves(Deployment deployment, DeploymentState state) {
        Wave.update("state = ?1 where deploymentId = ?2", state.name(), deployment.id);
    }

    /** Deployments that have something to do and room to do it, or nothing to do any more. */
    @Transactional
    protected List<Long> restless() {
        return database.query("""
                SELECT id FROM deployment
                WHERE state IN ('RUNNING', 'CANCELLING')
                  AND (state = 'RUNNING' AND pending > 0 AND queued + running + unknown < max_parallel
                       OR pending + queued + running + unknown = 0)
                ORDER BY id""", row -> row.getLong(1));
    }

    /** Ids of all deployments, in their order. */
    @Transactional
    public List<Long> all() {
        return database.query("SELECT id FROM deployment ORDER BY id", row -> row.getLong(1));
    }

    /** Deployments that ended more than {@code days} ago and still have a record in the control topic. */
    @Transactional
    protected List<Long> overFor(int days) {
        return database.query("""
                SELECT id FROM deployment
                WHERE control_open AND state IN ('SUCCEEDED', 'FAILED', 'CANCELLED')
                  AND finished_at < now() - make_interval(days => ?)
                ORDER BY id""", row -> row.getLong(1), days);
    }
}
