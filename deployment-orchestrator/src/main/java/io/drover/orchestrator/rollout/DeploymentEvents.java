package io.drover.orchestrator.rollout;

import io.drover.contracts.DeploymentChanged;
import io.drover.contracts.DeploymentCreated;
import io.drover.contracts.DeploymentEvent;
import io.drover.contracts.DeploymentFinished;
import io.drover.contracts.RunsPlanned;
import io.drover.contracts.RunsPlanned.PlannedRun;
import io.drover.contracts.RunsSettled;
import io.drover.contracts.RunsSettled.SettledRun;
import io.drover.contracts.Topics;
import io.drover.kit.outbox.OutboxEmitter;
import io.drover.kit.trace.TraceParent;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;

/** Tells the others about a deployment whose row the caller holds, within the same transaction. */
@ApplicationScoped
public class DeploymentEvents {
    /** Runs in one event: with the longest names it stays below what the outbox takes. */
    private static final int MOST_RUNS = 250;

    private final OutboxEmitter outbox;
    private final InstantSource clock;

    protected DeploymentEvents(OutboxEmitter outbox, InstantSource clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    /** What is said in a request belongs to its trace. */
    public void send(DeploymentEvent event) {
        send(event, TraceParent.current());
    }

    /** What is said without a request belongs to the trace of the order. */
    private void send(Deployment deployment, DeploymentEvent event) {
        String current = TraceParent.current();
        send(event, current == null ? deployment.traceparent : current);
    }

    private void send(DeploymentEvent event, String traceparent) {
        String key = String.valueOf(event.deployment());
        outbox.sendAll(List.of(
                new OutboxEmitter.Entry(Topics.DEPLOYMENT_EVENTS, key, event.aggregateSequence(), event, traceparent)));
    }

    /**
     * Tells that the deployment is there.
     *
     * @param total of its targets
     * @param triggerType what asked for it; null when not told
     * @param republished true when it is told again
     */
    public void created(
            Deployment deployment, int total, String triggerType, String triggerVersion, boolean republished) {
        send(
                deployment,
                new DeploymentCreated(
                        deployment.id,
                        deployment.nextEvent(),
                        deployment.directory,
                        deployment.sequence,
                        deployment.digest,
                        deployment.toMigration,
                        deployment.env,
                        total,
                        deployment.maxParallel,
                        deployment.maxFailures,
                        deployment.request,
                        triggerType,
                        triggerVersion,
                        deployment.createdBy,
                        deployment.createdAt,
                        republished));
    }

    public void changed(Deployment deployment) {
        send(
                deployment,
                new DeploymentChanged(
                        deployment.id, deployment.nextEvent(), deployment.state, deployment.reason, clock.instant()));
    }

    public void finished(Deployment deployment) {
        send(
                deployment,
                new DeploymentFinished(
                        deployment.id,
                        deployment.nextEvent(),
                        deployment.state,
                        deployment.reason,
                        deployment.tally.counts(),
                        deployment.startedAt,
                        deployment.finishedAt));
    }

    public void planned(Deployment deployment, List<PlannedRun> runs) {
        for (int from = 0; from < runs.size(); from += MOST_RUNS) {
            send(
                    deployment,
                    new RunsPlanned(
                            deployment.id,
                            deployment.nextEvent(),
                            deployment.directory,
                            deployment.digest,
                            runs.subList(from, Math.min(from + MOST_RUNS, runs.size()))));
        }
    }

    public void settled(Deployment deployment, List<SettledRun> runs) {
        for (int from = 0; from < runs.size(); from += MOST_RUNS) {
            send(
                    deployment,
                    new RunsSettled(
                            deployment.id,
                            deployment.nextEvent(),
                            runs.subList(from, Math.min(from + MOST_RUNS, runs.size()))));
        }
    }
}
