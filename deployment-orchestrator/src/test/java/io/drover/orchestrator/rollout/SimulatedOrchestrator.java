package io.drover.orchestrator.rollout;

import io.drover.contracts.AgentCommand;
import io.drover.contracts.AgentEvent;
import io.drover.contracts.DeploymentCreated;
import io.drover.contracts.DeploymentState;
import io.drover.contracts.RunState;
import io.drover.contracts.RunsPlanned.PlannedRun;
import io.drover.contracts.RunsSettled.SettledRun;
import io.drover.contracts.WaveOpened;
import io.drover.kit.outbox.OutboxEmitter.Entry;
import io.drover.orchestrator.knowledge.Knowledge;
import io.drover.orchestrator.knowledge.KnowledgeInMemory;
import io.drover.orchestrator.reconcile.SimulatedHearing;
import io.drover.orchestrator.result.ResultsInMemory;
import io.drover.orchestrator.result.RunResults;
import io.drover.orchestrator.result.RunResults.Outcome;
import io.drover.orchestrator.result.RunResults.Received;
import io.drover.orchestrator.result.Settlement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The orchestrator without its machinery: its decisions are the production code, its tables are objects, its time is the
 * caller's, and who calls it plays consumers, sweeps and replicas. Each method is one transaction. Not thread-safe.
 */
public final class SimulatedOrchestrator {
    /** Silence after which the command of a sent run is taken for lost. */
    public static final Duration SILENT_AFTER = Duration.ofSeconds(60);

    private static final Duration UNREACHABLE_FOR = Duration.ofMinutes(10);
    private static final int MOST_AT_ONCE = 1_000;

    public final Tables tables;
    public final ClaimsInMemory claims;
    private final DeploymentsInMemory deployments;
    private final StepsInMemory steps;
    private final KnowledgeInMemory known;
    private final DeploymentEvents events;
    private final Rollout rollout;
    private final RolloutControls controls;
    private final SupersessionInMemory supersession;
    private final RunResults results;
    private final SimulatedHearing hearing;

    /** @param relay gets what a transaction says to the others, in its order */
    public SimulatedOrchestrator(InstantSource clock, Consumer<Entry> relay) {
        tables = new Tables(clock);
        claims = new ClaimsInMemory(tables, SILENT_AFTER);
        deployments = new DeploymentsInMemory(tables);
        steps = new StepsInMemory(tables);
        known = new KnowledgeInMemory(tables);
        OutboxInMemory outbox = new OutboxInMemory(relay);
        events = new DeploymentEvents(outbox, clock);
        rollout = new Rollout(deployments, claims, events, clock);
        controls = new RolloutControls(deployments, rollout, steps, events, new ControlRecords(outbox, clock));
        supersession = new SupersessionInMemory(tables, steps, events, rollout);
        Knowledge knowledge = new Knowledge(known) {};
        Settlement settlement = new Settlement(rollout, events, steps, knowledge, clock) {};
        results = new RunResults(
                deployments, new ResultsInMemory(tables), settlement, knowledge, clock, UNREACHABLE_FOR) {};
        hearing = new SimulatedHearing(tables, results);
    }

    /**
     * What somebody wants.
     *
     * @param version how many migrations the directory has in it
     * @param maxFailures null for no budget
     * @param verify whether to ask also those that are known to have it all
     */
    public record Order(
            List<Long> targets,
            int version,
            int maxParallel,
            int perServer,
            Integer maxFailures,
            boolean supersede,
            boolean verify,
            Duration lostAfter) {}

    /** A target; {@code server} null for a file. */
    public void register(long id, String server, String pool) {
        tables.targets.put(id, new Tables.Target(id, server, pool));
    }

    /** Takes an order, as the planner of deployments does; its id. */
    public long deploy(Order order) {
        Deployment deployment = new Deployment();
        deployment.id = tables.deployments.size() + 1L;
        deployment.directory = "shop";
        deployment.sequence = order.version();
        deployment.digest = "digest-" + order.version();
        deployment.state = DeploymentState.PLANNED;
        deployment.maxParallel = order.maxParallel();
        deployment.perServer = order.perServer();
        deployment.maxFailures = order.maxFailures();
        deployment.supersede = order.supersede();
        deployment.lostAfterMs = order.lostAfter().toMillis();
        deployment.createdAt = tables.now();
        Map<Long, String> upToDate =
                order.verify() ? Map.of() : known.upToDate(order.targets(), deployment.directory, deployment.digest);
        tables.deployments.put(deployment.id, deployment);
        deployment.tally.add(RunState.PENDING, order.targets().size());
        events.send(created(deployment));
        List<PlannedRun> planned = steps.plan(deployment.id, 0, StepsInMemory.WAVE, 0, order.targets());
        events.planned(deployment, planned);
        events.send(new WaveOpened(
                deployment.id, deployment.nextEvent(), StepsInMemory.WAVE, planned.size(), deployment.createdAt));
        List<SettledRun> settled = steps.settleKnown(deployment.id, upToDate);
        deployment.tally.move(RunState.PENDING, RunState.NO_ACTION, settled.size());
        events.settled(deployment, settled);
        deployment.state = DeploymentState.RUNNING;
        deployment.startedAt = deployment.createdAt;
        events.changed(deployment);
        return deployment.id;
    }

    private static DeploymentCreated created(Deployment deployment) {
        return new DeploymentCreated(
                deployment.id,
                deployment.nextEvent(),
                deployment.directory,
                deployment.sequence,
                deployment.digest,
                null,
                null,
                deployment.tally.total(),
                deployment.maxParallel,
                deployment.maxFailures,
                "{}",
                null,
                null,
                "anonymous",
                deployment.createdAt,
                false);
    }

    /** Takes what agents said about one deployment. */
    public Outcome take(long deployment, List<Received> received) {
        return results.take(deployment, received);
    }

    /** Takes in beats; what follows for runs that were taken for lost. */
    public List<Claim> hear(List<AgentEvent> beats) {
        return each(hearing.hear(beats), results::revived);
    }

    /** Looks for runs that nobody vouches for any more. */
    public List<Claim> lookForLost() {
        return each(hearing.silent(), results::lost);
    }

    private interface Change {
        Outcome apply(long deployment, Collection<Long> runs);
    }

    private static List<Claim> each(Map<Long, List<Long>> found, Change change) {
        List<Claim> claimed = new ArrayList<>();
        found.forEach((deployment, runs) ->
                claimed.addAll(change.apply(deployment, runs).claimed().runs()));
        return claimed;
    }

    /** Deployments of which the sweep has something to decide. */
    public List<Long> restless() {
        return deployments.restless();
    }

    /** Decides about one deployment. */
    public List<Claim> drive(long deployment) {
        return rollout.decide(tables.deployments.get(deployment), false).runs();
    }

    /** Skips what later deployments supersede. */
    public List<Claim> supersede() {
        List<Claim> claimed = new ArrayList<>();
        supersession
                .overtaken()
                .forEach(id -> claimed.addAll(
                        supersession.skip(tables.deployments.get(id)).runs()));
        return claimed;
    }

    /** Claims whose command has to go out again. */
    public List<Claim> unsent(Collection<Long> sending) {
        return claims.claimUnsent(MOST_AT_ONCE, sending);
    }

    /** Lost runs whose target has to be asked. */
    public List<Claim> inspections() {
        return claims.claimInspections(MOST_AT_ONCE);
    }

    public static AgentCommand command(Claim claim, AgentCommand.Kind kind) {
        return RunDispatcher.command(claim, kind);
    }

    public void pause(long deployment) {
        controls.pause(deployment, null);
    }

    public List<Claim> resume(long deployment) {
        return controls.resume(deployment).runs();
    }

    public List<Claim> cancel(long deployment) {
        return controls.cancel(deployment).runs();
    }

    public List<Claim> retry(long deployment) {
        return controls.retry(deployment, List.of()).runs();
    }
}
