package io.drover.orchestrator.deployment;

import io.drover.contracts.AgentCommand;
import io.drover.contracts.DeploymentCreated;
import io.drover.contracts.DeploymentState;
import io.drover.contracts.RunState;
import io.drover.contracts.RunsPlanned.PlannedRun;
import io.drover.contracts.WaveOpened;
import io.drover.orchestrator.deployment.DeploymentRequest.ContextPart;
import io.drover.orchestrator.deployment.DeploymentRequest.RolloutPart;
import io.drover.orchestrator.rollout.Deployment;
import io.drover.orchestrator.rollout.DeploymentEvents;
import io.drover.orchestrator.rollout.RolloutPlan;
import io.drover.orchestrator.rollout.RolloutPlan.PlannedWave;
import io.drover.orchestrator.rollout.RunSteps;
import io.drover.orchestrator.rollout.Wave;
import io.drover.orchestrator.sql.Database;
import io.drover.orchestrator.sql.Json;
import io.drover.orchestrator.target.TargetChoice.Chosen;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Writes a deployment with its waves and runs, and what the others are told of it. */
@ApplicationScoped
class DeploymentPlanner {
    private final Database database;
    private final RunSteps steps;
    private final DeploymentEvents events;

    DeploymentPlanner(Database database, RunSteps steps, DeploymentEvents events) {
        this.database = database;
        this.steps = steps;
        this.events = events;
    }

    /** The id is taken while the targets are locked: of two deployments for one target the later has the higher id. */
    @Transactional(Transactional.TxType.MANDATORY)
    long plan(DeploymentRequest request, DirectoryVersion version, AgentCommand.Options options, List<Chosen> targets) {
        Deployment deployment = deployment(request, version, options);
        deployment.tally.add(RunState.PENDING, targets.size());
        deployment.persistAndFlush();
        created(deployment, request.context(), targets.size());
        RolloutPlan plan = RolloutPlan.oneWave(targets.stream().map(Chosen::id).toList());
        int position = 0;
        for (int i = 0; i < plan.waves().size(); i++) {
            PlannedWave planned = plan.waves().get(i);
            Wave wave = wave(deployment.id, i, planned);
            List<PlannedRun> runs = steps.plan(deployment.id, i, wave.name, position, planned.targets());
            position += runs.size();
            events.planned(deployment, runs);
            events.send(
                    new WaveOpened(deployment.id, deployment.nextEvent(), wave.name, wave.total, deployment.createdAt));
        }
        deployment.state = DeploymentState.RUNNING;
        deployment.startedAt = deployment.createdAt;
        events.changed(deployment);
        return deployment.id;
    }

    private Deployment deployment(DeploymentRequest request, DirectoryVersion version, AgentCommand.Options options) {
        RolloutPart rollout = request.rollout();
        Deployment deployment = new Deployment();
        deployment.id = database.query("SELECT nextval('deployment_id')", row -> row.getLong(1))
                .get(0);
        deployment.directory = version.directory();
        deployment.sequence = version.sequence();
        deployment.digest = version.digest();
        deployment.toMigration = request.toMigration();
        deployment.env = request.env();
        deployment.state = DeploymentState.PLANNED;
        deployment.maxParallel = rollout == null || rollout.maxParallel() == null
                ? RequestRules.DEFAULT_PARALLEL
                : rollout.maxParallel();
        deployment.maxFailures = rollout == null || rollout.maxFailures() == null
                ? null
                : rollout.maxFailures().count();
        deployment.options = Json.write(options);
        deployment.request = RequestText.shown(request);
        deployment.createdBy = IdempotencyKeys.ANONYMOUS;
        deployment.createdAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
        return deployment;
    }

    private void created(Deployment deployment, ContextPart context, int total) {
        events.send(new DeploymentCreated(
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
                context == null ? null : context.triggerType(),
                context == null ? null : context.triggerVersion(),
                deployment.createdBy,
                deployment.createdAt,
                false));
    }

    private static Wave wave(long deployment, int position, PlannedWave planned) {
        Wave wave = new Wave();
        wave.deploymentId = deployment;
        wave.position = position;
        wave.name = planned.name();
        wave.state = DeploymentState.RUNNING.name();
        wave.total = planned.targets().size();
        wave.persistAndFlush();
        return wave;
    }
}
