package io.drover.orchestrator.result;

import io.drover.contracts.DeploymentState;
import io.drover.contracts.RunEvent;
import io.drover.contracts.RunFinished;
import io.drover.orchestrator.knowledge.Knowledge;
import io.drover.orchestrator.rollout.Deployment;
import io.drover.orchestrator.rollout.DeploymentStore;
import io.drover.orchestrator.rollout.Rollout;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Takes in what is told or concluded about runs of one deployment, counts it, and decides what is next, all in one
 * transaction under the row of the deployment (P18). Killed before the commit, the events are read again; killed after it,
 * they are read again and change nothing.
 */
@ApplicationScoped
public class RunResults {
    private final DeploymentStore deployments;
    private final RunResultStore store;
    private final Settlement settlement;
    private final Knowledge knowledge;
    private final InstantSource clock;
    private final Duration unreachableFor;

    protected RunResults(
            DeploymentStore deployments,
            RunResultStore store,
            Settlement settlement,
            Knowledge knowledge,
            InstantSource clock,
            @ConfigProperty(name = "drover.rollout.unreachable-for", defaultValue = "PT10M") Duration unreachableFor) {
        this.deployments = deployments;
        this.store = store;
        this.settlement = settlement;
        this.knowledge = knowledge;
        this.clock = clock;
        this.unreachableFor = unreachableFor;
    }

    /** An event and its place in its partition. */
    public record Received(RunEvent event, long offset) {}

    /**
     * What is to be done once the transaction has committed.
     *
     * @param claimed commands to send
     * @param freedTargets targets that are free again
     */
    public record Outcome(Rollout.Claimed claimed, List<Long> freedTargets) {
        static final Outcome NONE = new Outcome(Rollout.NOTHING, List.of());
    }

    /** Takes what agents said, in the order in which they said it about each target. */
    @Transactional
    public Outcome take(long id, List<Received> received) {
        Deployment deployment = deployments.lock(id);
        if (deployment == null) {
            return Outcome.NONE;
        }
        Circumstances circumstances =
                new Circumstances(deployment.state == DeploymentState.CANCELLING, unreachableFor, clock.instant());
        Map<Long, RunRow> before = store.find(
                id, received.stream().map(r -> r.event().ref().run()).distinct().toList());
        Map<Long, RunRow> after = new HashMap<>(before);
        Set<Long> toldByAgents = new HashSet<>();
        for (Received each : received) {
            RunEvent event = each.event();
            after.computeIfPresent(event.ref().run(), (run, row) -> {
                RunRow next = RunTransitions.after(row, event, each.offset(), circumstances);
                boolean decided = next.state() != row.state();
                if (decided && event instanceof RunFinished finished && finished.state() == next.state()) {
                    toldByAgents.add(run);
                } else if (decided) {
                    toldByAgents.remove(run);
                }
                return next;
            });
        }
        knowledge.learn(received.stream().map(Received::event).toList(), after.keySet());
        return write(deployment, before, after, toldByAgents);
    }

    /** Nobody vouches for these any more: their targets have to be asked. */
    @Transactional
    public Outcome lost(long id, Collection<Long> runs) {
        return change(id, runs, run -> LostRun.lost(run, clock.instant()));
    }

    /** An agent vouches for these, though they were taken for lost. */
    @Transactional
    public Outcome revived(long id, Collection<Long> runs) {
        return change(id, runs, LostRun::revived);
    }

    private Outcome change(long id, Collection<Long> runs, UnaryOperator<RunRow> change) {
        Deployment deployment = deployments.lock(id);
        if (deployment == null) {
            return Outcome.NONE;
        }
        Map<Long, RunRow> before = store.find(id, runs);
        Map<Long, RunRow> after = new HashMap<>(before);
        after.replaceAll((run, row) -> change.apply(row));
        return write(deployment, before, after, Set.of());
    }

    private Outcome write(
            Deployment deployment, Map<Long, RunRow> before, Map<Long, RunRow> after, Set<Long> toldByAgents) {
        List<RunRow> changed = after.values().stream()
                .filter(row -> !row.equals(before.get(row.id())))
                .toList();
        if (changed.isEmpty()) {
            return Outcome.NONE;
        }
        store.write(changed);
        return settlement.settle(deployment, before, changed, toldByAgents);
    }
}
