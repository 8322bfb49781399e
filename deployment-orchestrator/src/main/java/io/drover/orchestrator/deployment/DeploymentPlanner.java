package io.drover.orchestrator.deployment;

import io.drover.contracts.AgentCommand;
import io.drover.contracts.DeploymentState;
import io.drover.contracts.RunState;
import io.drover.contracts.RunsPlanned.PlannedRun;
import io.drover.contracts.RunsSettled.SettledRun;
import io.drover.contracts.WaveOpened;
import io.drover.kit.trace.TraceParent;
import io.drover.orchestrator.deployment.DeploymentRequest.ContextPart;
import io.drover.orchestrator.deployment.DeploymentRequest.RolloutPart;
import io.drover.orchestrator.knowledge.KnowledgeStore;
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
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** Writes a deployment with its waves and runs, and what the others are told of it. */
@ApplicationScoped
class DeploymentPlanner {
    private final Database database;
    private final RunSteps steps;
    private final DeploymentEvents events;
    private final KnowledgeStore knowledge;

    DeploymentPlanner(Database database, RunSteps steps, DeploymentEvents events, KnowledgeStore knowledge) {
        this.knowledge = knowledge;
        this.database = database;
        this.steps = steps;
        this.events = events;
    }

    /** The id is taken while the targets are locked: of two deployments for one target the later has the higher id. */
    @Transactional(Transactional.TxType.MANDATORY)
    long plan(DeploymentRequest request, DirectoryVersion version, AgentCommand.Options options, List<Chosen> targets) {
        List<Long> ids = targets.stream().map(Chosen::id).toList();
        boolean verify = request.options() != null
                && Boolean.TRUE.equals(request.options().verify());
        Map<Long, String> known = verify ? Map.of() : knowledge.upToDate(ids, version.directory(), version.digest());
        Deployment deployment = deployment(request, version, options);
        deployment.tally.add(RunState.PENDING, targets.size());
        deployment.persistAndFlush();
        created(deployment, request.context(), targets.size());
        RolloutPlan plan = RolloutPlan.oneWave(ids);
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
        settleKnown(deployment, known);
        deployment.state = DeploymentState.RUNNING;
        deployment.startedAt = deployment.createdAt;
        events.changed(deployment);
        return deployment.id;
    }

    /** P10: targets of which it is known that they have all of it need no command. */
    private void settleKnown(Deployment deployment, Map<Long, String> known) {
        List<SettledRun> settled = steps.settleKnown(deployment.id, known);
        deployment.tally.move(RunState.PENDING, RunState.NO_ACTION, settled.size());
        events.settled(deployment, settled);
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
        deployment.perServer =
                rollout == null || rollout.perServer() == null ? RequestRules.DEFAULT_PER_SERVER : rollout.perServer();
        deployment.supersede = rollout != null && Boolean.TRUE.equals(rollout.supersede());
        Duration lostAfter = request.options() == null || request.options().lostAfter() == null
                ? RequestRules.DEFAULT_LOST_AFTER
                : request.options().lostAfter();
        deployment.lostAfterMs = lostAfter.toMillis();
        deployment.options = Json.write(options);
        deployment.request = RequestText.shown(request);
        deployment.traceparent = TraceParent.current();
        deployment.createdBy = IdempotencyKeys.ANONYMOUS;
        deployment.createdAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
        return deployment;
    }

    private void created(Deployment deployment, ContextPart context, int total) {
        events.created(
                deployment,
                total,
                context == null ? null : context.triggerType(),
                context == null ? null : context.triggerVersion(),
                false);
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
