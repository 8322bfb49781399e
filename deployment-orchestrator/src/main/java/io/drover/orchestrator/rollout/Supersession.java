package io.drover.orchestrator.rollout;

import io.drover.contracts.RunState;
import io.drover.contracts.RunsSettled.SettledRun;
import io.drover.orchestrator.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

/**
 * P23: a deployment with {@code supersede} skips what earlier ones have not begun on its targets. A step of its own after
 * the deployment is there, taken by every sweep until nothing is left to skip: a kill in between loses nothing.
 */
@ApplicationScoped
public class Supersession {
    private static final String OVERTAKEN = """
            r.state = 'PENDING' AND EXISTS (SELECT 1 FROM run l JOIN deployment s ON s.id = l.deployment_id
                WHERE l.target_id = r.target_id AND l.deployment_id > r.deployment_id
                  AND s.supersede AND s.state IN ('RUNNING', 'PAUSED')
                  AND l.state IN ('PENDING', 'QUEUED', 'RUNNING', 'UNKNOWN'))""";

    private final Database database;
    private final DeploymentEvents events;
    private final Rollout rollout;

    protected Supersession(Database database, DeploymentEvents events, Rollout rollout) {
        this.database = database;
        this.events = events;
        this.rollout = rollout;
    }

    /** Deployments that have something left which a later one supersedes. */
    @Transactional
    protected List<Long> overtaken() {
        return database.query("""
                SELECT DISTINCT r.deployment_id FROM deployment s
                JOIN run l ON l.deployment_id = s.id AND l.state = 'PENDING'
                JOIN run r ON r.target_id = l.target_id AND r.deployment_id < s.id AND r.state = 'PENDING'
                WHERE s.supersede AND s.state IN ('RUNNING', 'PAUSED') ORDER BY 1""", row -> row.getLong(1));
    }

    /** Skips it; the caller holds the deployment's row. */
    Rollout.Claimed skip(Deployment deployment) {
        List<SettledRun> skipped = settleOvertaken(deployment.id);
        deployment.tally.move(RunState.PENDING, RunState.SKIPPED, skipped.size());
        events.settled(deployment, skipped);
        return rollout.decide(deployment, false);
    }

    /** Settles the runs of the deployment that a later one supersedes. */
    protected List<SettledRun> settleOvertaken(long deployment) {
        return database.query(
                "UPDATE run r SET state = 'SKIPPED', reason = 'superseded', finished_at = now() WHERE r.deployment_id = ? AND "
                        + OVERTAKEN
                        + " RETURNING r.id, r.target_id, r.run_seq, r.attempt, r.state, r.reason, r.finished_at",
                RunSteps::settled,
                deployment);
    }
}
