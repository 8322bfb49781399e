package io.drover.orchestrator.result;

import io.drover.contracts.DeploymentState;
import io.drover.contracts.RunEvent;
import io.drover.contracts.RunState;
import io.drover.contracts.RunsSettled.SettledRun;
import io.drover.orchestrator.rollout.Deployment;
import io.drover.orchestrator.rollout.DeploymentEvents;
import io.drover.orchestrator.rollout.Rollout;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes in what agents said about runs of one deployment, counts it, and decides what is next, all in one transaction.
 * Killed before the commit, the events are read again; killed after it, they are read again and change nothing.
 */
@ApplicationScoped
class RunResults {
    private final RunResultStore store;
    private final Rollout rollout;
    private final DeploymentEvents events;

    RunResults(RunResultStore store, Rollout rollout, DeploymentEvents events) {
        this.store = store;
        this.rollout = rollout;
        this.events = events;
    }

    /** An event and its place in its partition. */
    record Received(RunEvent event, long offset) {}

    /** What is to be done once the transaction has committed: commands to send, targets that are free again. */
    record Outcome(Rollout.Claimed claimed, List<Long> freedTargets) {}

    @Transactional
    Outcome take(long id, List<Received> received) {
        Deployment deployment = Deployment.lock(id);
        if (deployment == null) {
            return new Outcome(Rollout.NOTHING, List.of());
        }
        boolean cancelling = deployment.state == DeploymentState.CANCELLING;
        Map<Long, RunRow> before = store.find(
                id, received.stream().map(r -> r.event().ref().run()).distinct().toList());
        Map<Long, RunRow> after = new HashMap<>(before);
        for (Received each : received) {
            after.computeIfPresent(
                    each.event().ref().run(),
                    (run, row) -> RunTransitions.after(row, each.event(), each.offset(), cancelling, Instant.now()));
        }
        List<RunRow> changed = after.values().stream()
                .filter(row -> !row.equals(before.get(row.id())))
                .toList();
        if (changed.isEmpty()) {
            return new Outcome(Rollout.NOTHING, List.of());
        }
        store.write(changed);
        return settle(deployment, before, changed);
    }

    private Outcome settle(Deployment deployment, Map<Long, RunRow> before, List<RunRow> changed) {
        boolean resettled = false;
        List<Long> freed = new ArrayList<>();
        List<SettledRun> cancelled = new ArrayList<>();
        for (RunRow row : changed) {
            RunState old = before.get(row.id()).state();
            if (old == row.state()) {
                continue;
            }
            deployment.tally.move(old, row.state(), 1);
            resettled |= old.isTerminal();
            if (row.state().isTerminal()) {
                freed.add(row.target());
            }
            if (row.state() == RunState.CANCELLED) {
                cancelled.add(settled(row));
            }
        }
        events.settled(deployment, cancelled);
        return new Outcome(rollout.decide(deployment, resettled), freed);
    }

    private static SettledRun settled(RunRow row) {
        return new SettledRun(
                row.id(),
                row.target(),
                row.runSeq(),
                row.attempt(),
                row.state(),
                row.reason(),
                null,
                row.finishedAt(),
                null,
                false);
    }
}
