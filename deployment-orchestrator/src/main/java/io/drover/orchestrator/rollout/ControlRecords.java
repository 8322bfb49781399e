package io.drover.orchestrator.rollout;

import io.drover.contracts.DeploymentControl;
import io.drover.contracts.Topics;
import io.drover.kit.outbox.OutboxEmitter;
import io.drover.kit.outbox.OutboxEmitter.Entry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;

/**
 * Tells agents what they must know before they begin a run (P20), within the transaction that decided it. Sent twice or
 * late a record is harmless: agents heed the highest epoch.
 */
@ApplicationScoped
public class ControlRecords {
    /** Commands are kept for seven days; a record outlives them all. */
    static final int DAYS_KEPT = 8;

    private final OutboxEmitter outbox;
    private final InstantSource clock;

    protected ControlRecords(OutboxEmitter outbox, InstantSource clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Says the state and epoch that the deployment has now. */
    protected void say(Deployment deployment) {
        deployment.controlOpen = true;
        outbox.send(
                Topics.DEPLOYMENT_CONTROL,
                String.valueOf(deployment.id),
                deployment.epoch,
                new DeploymentControl(deployment.id, deployment.epoch, deployment.state, clock.instant()));
    }

    /** The topic need not hold it any longer. */
    Rollout.Claimed forget(Deployment deployment) {
        deployment.controlOpen = false;
        outbox.sendAll(
                List.of(new Entry(Topics.DEPLOYMENT_CONTROL, String.valueOf(deployment.id), deployment.epoch, null)));
        return Rollout.NOTHING;
    }
}
