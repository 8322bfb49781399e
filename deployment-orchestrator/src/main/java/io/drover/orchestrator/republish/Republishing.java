package io.drover.orchestrator.republish;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.contracts.WaveOpened;
import io.drover.orchestrator.resolution.Resolutions;
import io.drover.orchestrator.rollout.Deployment;
import io.drover.orchestrator.rollout.DeploymentEvents;
import io.drover.orchestrator.rollout.DeploymentStore;
import io.drover.orchestrator.rollout.RunSteps;
import io.drover.orchestrator.rollout.Wave;
import io.drover.orchestrator.sql.Json;
import io.drover.orchestrator.target.Targets;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Tells everything that the orchestrator knows once more (P16), for topics that have lost what they should have kept. One
 * deployment, or a thousand targets, a transaction: stopped half-way, it is done again from the start, and repeating is
 * harmless, since everything carries a higher sequence and the same facts.
 */
@ApplicationScoped
class Republishing {
    private static final int TARGETS_AT_ONCE = 1_000;

    private final Targets targets;
    private final DeploymentStore deployments;
    private final RunSteps steps;
    private final DeploymentEvents events;
    private final Resolutions resolutions;

    Republishing(
            Targets targets,
            DeploymentStore deployments,
            RunSteps steps,
            DeploymentEvents events,
            Resolutions resolutions) {
        this.targets = targets;
        this.deployments = deployments;
        this.steps = steps;
        this.events = events;
        this.resolutions = resolutions;
    }

    /** How much was told. */
    public record Told(int targets, int deployments) {}

    Told all() {
        int toldTargets = 0;
        long last = 0;
        while (true) {
            List<Long> slice = targets.republish(last, TARGETS_AT_ONCE);
            if (slice.isEmpty()) {
                break;
            }
            toldTargets += slice.size();
            last = slice.get(slice.size() - 1);
        }
        List<Long> ids = deployments.all();
        ids.forEach(id -> QuarkusTransaction.requiringNew().run(() -> tell(deployments.lock(id))));
        return new Told(toldTargets, ids.size());
    }

    private void tell(Deployment deployment) {
        JsonNode context = Json.read(deployment.request, JsonNode.class).path("context");
        events.created(
                deployment,
                deployment.tally.total(),
                context.path("triggerType").textValue(),
                context.path("triggerVersion").textValue(),
                true);
        events.planned(deployment, steps.describeAll(deployment.id));
        Wave.<Wave>list("deploymentId = ?1 order by position", deployment.id)
                .forEach(wave -> events.send(new WaveOpened(
                        deployment.id, deployment.nextEvent(), wave.name, wave.total, deployment.createdAt)));
        events.settled(deployment, steps.settledRuns(deployment.id));
        resolutions.tellAgain(deployment);
        if (deployment.state.isFinished()) {
            events.finished(deployment);
        } else {
            events.changed(deployment);
        }
    }
}
