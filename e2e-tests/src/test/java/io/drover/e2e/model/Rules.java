package io.drover.e2e.model;

import io.drover.contracts.DeploymentEvent;
import io.drover.contracts.DeploymentFinished;
import io.drover.contracts.DeploymentState;
import io.drover.contracts.RunEvent;
import io.drover.contracts.RunInspected;
import io.drover.contracts.RunRef;
import io.drover.contracts.RunState;
import io.drover.contracts.RunsSettled;
import io.drover.kit.problem.Problem;
import io.drover.orchestrator.result.RunResults.Received;
import io.drover.orchestrator.result.RunRow;
import io.drover.orchestrator.rollout.Claim;
import io.drover.orchestrator.rollout.Deployment;
import io.drover.orchestrator.rollout.PauseCause;
import io.drover.orchestrator.rollout.SimulatedOrchestrator;
import io.drover.orchestrator.rollout.Tables.Run;
import io.drover.orchestrator.rollout.Tally;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must hold after every transaction and at every begin of a run; a breach names its rule. */
final class Rules {
    /** The one key of a topic with one partition. */
    static final String ONE = "";

    private static final int PROMISE = 2_000;

    private final World world;
    private final Map<Long, Integer> attempts = new HashMap<>();
    private final Map<Long, RunState> states = new HashMap<>();
    private final Set<String> openAnswers = new HashSet<>();
    private final Map<Long, Map<Long, Long>> raised = new HashMap<>();
    private final Map<Long, Long> stoppedAt = new HashMap<>();
    private final Map<Long, DeploymentFinished> finished = new HashMap<>();
    private final Map<Long, Long> lastSequence = new HashMap<>();
    private final Map<Long, RunRow> seen = new HashMap<>();
    private final Map<Long, Long> events = new HashMap<>();
    private final Set<Long> late = new HashSet<>();
    private final Map<Long, RunState> told = new HashMap<>();
    private boolean retried;

    Rules(World world) {
        this.world = world;
    }

    static void demand(boolean holds, String rule, Object... values) {
        if (!holds) {
            throw new AssertionError(String.format(rule, values));
        }
    }

    /** One transaction, and what it must leave behind. */
    void watch(SimulatedOrchestrator orchestrator, Runnable transaction) {
        Map<Long, Long> epochs = new HashMap<>();
        orchestrator.tables.deployments.forEach((id, deployment) -> epochs.put(id, deployment.epoch));
        try {
            transaction.run();
        } catch (Problem refused) {
            world.trace(refused::getDetail);
        }
        if (!hasChanged(orchestrator)) {
            retried = false;
            return;
        }
        for (Deployment deployment : orchestrator.tables.deployments.values()) {
            List<Run> runs = orchestrator.tables.of(deployment.id).toList();
            runs.forEach(run -> lateness(deployment, run));
            counts(deployment, runs);
            limits(deployment, runs);
            interference(deployment, epochs.getOrDefault(deployment.id, 0L));
            runs.forEach(this::doubts);
            runs.forEach(run -> attempts(run));
        }
        orchestrator.tables.runs.values().forEach(run -> order(orchestrator, run));
        servers(orchestrator);
        retried = false;
    }

    /** Most transactions find nothing to do. */
    private boolean hasChanged(SimulatedOrchestrator orchestrator) {
        boolean changed = false;
        for (Run run : orchestrator.tables.runs.values()) {
            changed |= !run.row.equals(seen.put(run.row.id(), run.row));
        }
        for (Deployment deployment : orchestrator.tables.deployments.values()) {
            changed |=
                    !Long.valueOf(deployment.eventSequence).equals(events.put(deployment.id, deployment.eventSequence));
        }
        return changed;
    }

    private static void counts(Deployment deployment, List<Run> runs) {
        Map<RunState, Integer> states = new EnumMap<>(RunState.class);
        runs.forEach(run -> states.merge(run.state(), 1, Integer::sum));
        Tally expected = new Tally();
        states.forEach(expected::add);
        demand(
                expected.counts().equals(deployment.tally.counts()),
                "P18 counters are the states: deployment %d counts %s, its runs are %s",
                deployment.id,
                deployment.tally.counts(),
                states);
    }

    /**
     * A run began before a pause, and who began it is heard of only after another agent has given its copy back under the
     * raised epoch and the slot is another's: nobody could know, see ADR 0013. Only such runs go beyond a limit.
     */
    private void lateness(Deployment deployment, Run run) {
        boolean givenBack = states.get(run.row.id()) == RunState.PENDING;
        if (givenBack && run.state() == RunState.RUNNING && run.row.epoch() < deployment.epoch) {
            late.add(run.row.id());
        } else if (!run.state().holdsSlot() || run.row.epoch() == deployment.epoch) {
            late.remove(run.row.id());
        }
    }

    private void limits(Deployment deployment, List<Run> runs) {
        Tally tally = deployment.tally;
        long known = tally.inFlight()
                - runs.stream().filter(run -> late.contains(run.row.id())).count();
        demand(
                known <= deployment.maxParallel,
                "P17 deployment %d has %d in flight, maxParallel is %d",
                deployment.id,
                known,
                deployment.maxParallel);
        int wrong = tally.wrong() - deployment.forgiven;
        demand(
                deployment.maxFailures == null || wrong <= deployment.maxFailures + deployment.maxParallel,
                "P18 %d targets of deployment %d failed, budget %d, maxParallel %d",
                wrong,
                deployment.id,
                deployment.maxFailures,
                deployment.maxParallel);
    }

    private void interference(Deployment deployment, long epochBefore) {
        if (deployment.epoch > epochBefore) {
            raised.computeIfAbsent(deployment.id, id -> new HashMap<>()).put(deployment.epoch, world.now());
        }
        boolean stopped = deployment.pauseCause == PauseCause.PERSON
                || deployment.state == DeploymentState.CANCELLING
                || deployment.state == DeploymentState.CANCELLED;
        if (stopped) {
            stoppedAt.putIfAbsent(deployment.id, world.now());
        } else {
            stoppedAt.remove(deployment.id);
        }
    }

    /** That a run is lost, and that it is not after all, no agent can tell. */
    private void doubts(Run run) {
        RunState was = states.getOrDefault(run.row.id(), RunState.PENDING);
        boolean lost = was != RunState.UNKNOWN && run.state() == RunState.UNKNOWN;
        boolean found = was == RunState.UNKNOWN && run.state() == RunState.RUNNING;
        demand(
                !lost && !found || told.get(run.row.id()) == run.state(),
                "P21 run %d is %s now, the views were told %s",
                run.row.id(),
                run.state(),
                told.get(run.row.id()));
    }

    private void attempts(Run run) {
        long id = run.row.id();
        int attempt = run.row.attempt();
        int before = attempts.getOrDefault(id, 1);
        RunState was = states.getOrDefault(id, RunState.PENDING);
        if (attempt > before) {
            boolean failed = was == RunState.FAILED || was == RunState.UNREACHABLE;
            demand(attempt == before + 1, "P21 run %d goes from attempt %d to %d", id, before, attempt);
            demand(
                    retried && failed || openAnswers.contains(id + "/" + before),
                    "P21 run %d gets attempt %d before its target was asked",
                    id,
                    attempt);
        }
        demand(attempt >= before, "P19 run %d falls back to attempt %d", id, attempt);
        attempts.put(id, attempt);
        states.put(id, run.state());
    }

    private static void order(SimulatedOrchestrator orchestrator, Run run) {
        if (run.state().holdsSlot()) {
            boolean waits = orchestrator.tables.runs.values().stream()
                    .anyMatch(earlier -> earlier.target == run.target
                            && earlier.deployment < run.deployment
                            && !earlier.state().isTerminal());
            demand(
                    !waits,
                    "P23 run %d is in flight, an earlier deployment is not through with its target",
                    run.row.id());
        }
    }

    private void servers(SimulatedOrchestrator orchestrator) {
        Map<String, Integer> most = new HashMap<>();
        Map<String, Integer> inFlight = new HashMap<>();
        for (Run run : orchestrator.tables.runs.values()) {
            if (run.target.server != null && run.state().holdsSlot()) {
                int limit = orchestrator.tables.deployments.get(run.deployment).perServer;
                most.merge(run.target.server, limit, Math::max);
                inFlight.merge(run.target.server, late.contains(run.row.id()) ? 0 : 1, Integer::sum);
            }
        }
        most.forEach((server, limit) -> demand(
                inFlight.get(server) <= limit,
                "P17 %d in flight on %s, perServer is %d",
                inFlight.get(server),
                server,
                limit));
    }

    /** Claims that were to be sent again. */
    void sentAgain(List<Claim> claims) {
        claims.forEach(claim -> demand(
                claim.attempt() == attempts.get(claim.run()),
                "P19 run %d is sent again with attempt %d instead of %d",
                claim.run(),
                claim.attempt(),
                attempts.get(claim.run())));
    }

    /** Within the transaction that is watched somebody tries again what failed. */
    void retry() {
        retried = true;
    }

    /** What the orchestrator is about to hear. */
    void heard(List<Received> received) {
        for (Received each : received) {
            RunEvent event = each.event();
            if (event instanceof RunInspected inspected && inspected.finding() == RunInspected.Finding.OPEN) {
                openAnswers.add(event.ref().run() + "/" + event.ref().attempt());
            }
        }
    }

    /** An agent begins to change a target. */
    void begun(RunRef ref) {
        long patience = Math.max(0, world.kafkaBackAt() + PROMISE);
        raised.getOrDefault(ref.deployment(), Map.of()).forEach((epoch, at) -> {
            long deadline = Math.max(at + PROMISE, at > patience - PROMISE ? 0 : patience);
            demand(
                    ref.epoch() >= epoch || world.now() <= deadline,
                    "P20 run %d of epoch %d begins at %d, epoch %d is since %d",
                    ref.run(),
                    ref.epoch(),
                    world.now(),
                    epoch,
                    at);
        });
        Long since = stoppedAt.get(ref.deployment());
        demand(
                since == null || world.now() <= Math.max(since + PROMISE, since > world.kafkaBackAt() ? 0 : patience),
                "P20 run %d begins at %d, its deployment is stopped since %d",
                ref.run(),
                world.now(),
                since);
    }

    /** The orchestrator says something about a deployment. */
    void said(DeploymentEvent event) {
        long last = lastSequence.getOrDefault(event.deployment(), 0L);
        demand(event.aggregateSequence() == last + 1, "P32 event %d follows %d", event.aggregateSequence(), last);
        lastSequence.put(event.deployment(), event.aggregateSequence());
        if (event instanceof DeploymentFinished end) {
            finished.put(event.deployment(), end);
        }
        if (event instanceof RunsSettled settled) {
            settled.runs().forEach(run -> told.put(run.run(), run.state()));
        }
    }

    /** The newest announcement of the end of a deployment. */
    DeploymentFinished finished(long deployment) {
        return finished.get(deployment);
    }

    /** Attempts of which an agent told an end in this state, in the words of the topic. */
    static List<RunEvent> words(Topic results, long run) {
        List<RunEvent> words = new ArrayList<>();
        results.all().forEach(entry -> {
            if (((RunEvent) entry.event()).ref().run() == run) {
                words.add((RunEvent) entry.event());
            }
        });
        return words;
    }
}
