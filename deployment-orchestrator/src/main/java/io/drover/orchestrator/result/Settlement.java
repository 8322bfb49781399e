package io.drover.orchestrator.result;

import io.drover.contracts.RunState;
import io.drover.contracts.RunsSettled.SettledRun;
import io.drover.orchestrator.knowledge.Knowledge;
import io.drover.orchestrator.rollout.Deployment;
import io.drover.orchestrator.rollout.DeploymentEvents;
import io.drover.orchestrator.rollout.Rollout;
import io.drover.orchestrator.rollout.RunSteps;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What follows for a deployment from runs that went to another state: its counters, what the others have to hear of it
 * from here, what is known of the targets, and what is next. The caller holds the deployment's row.
 */
@ApplicationScoped
public class Settlement {
    private final Rollout rollout;
    private final DeploymentEvents events;
    private final RunSteps steps;
    private final Knowledge knowledge;
    private final InstantSource clock;

    protected Settlement(
            Rollout rollout, DeploymentEvents events, RunSteps steps, Knowledge knowledge, InstantSource clock) {
        this.rollout = rollout;
        this.events = events;
        this.steps = steps;
        this.knowledge = knowledge;
        this.clock = clock;
    }

    /**
     * Settles.
     *
     * @param toldByAgents runs whose new state an agent has told in these words, so that everybody hears it from there
     */
    RunResults.Outcome settle(
            Deployment deployment, Map<Long, RunRow> before, List<RunRow> changed, Set<Long> toldByAgents) {
        boolean resettled = false;
        List<Long> freed = new ArrayList<>();
        List<Long> nextAttempts = new ArrayList<>();
        List<Long> givenBack = new ArrayList<>();
        List<SettledRun> ours = new ArrayList<>();
        for (RunRow row : changed) {
            RunRow old = before.get(row.id());
            if (row.attempt() > old.attempt()) {
                nextAttempts.add(row.id());
            }
            if (old.state() == row.state()) {
                continue;
            }
            deployment.tally.move(old.state(), row.state(), 1);
            resettled |= old.state().isTerminal();
            if (row.state().isTerminal()) {
                freed.add(row.target());
            }
            if (row.state() == RunState.PENDING) {
                givenBack.add(row.id());
            }
            if (isOurs(old, row) && !toldByAgents.contains(row.id())) {
                ours.add(settled(row));
            }
        }
        knowledge.forget(changed.stream()
                .filter(row -> isDoubtful(row.state()))
                .map(row -> new Knowledge.Doubt(row.target(), row.runSeq()))
                .toList());
        events.settled(deployment, ours);
        if (!nextAttempts.isEmpty()) {
            events.planned(deployment, steps.describe(nextAttempts));
        }
        Rollout.Claimed kept = rollout.again(deployment, givenBack);
        return new RunResults.Outcome(kept.and(rollout.decide(deployment, resettled)), freed);
    }

    /** Results, UNKNOWN, and that a run is no longer UNKNOWN: where no agent says it, the orchestrator does. */
    private static boolean isOurs(RunRow old, RunRow row) {
        return row.state().isTerminal()
                || row.state() == RunState.UNKNOWN
                || (old.state() == RunState.UNKNOWN && row.state() == RunState.RUNNING);
    }

    /** P10: after these nobody knows any more that nothing is pending. */
    private static boolean isDoubtful(RunState state) {
        return state == RunState.FAILED || state == RunState.UNREACHABLE || state == RunState.UNKNOWN;
    }

    private SettledRun settled(RunRow row) {
        return new SettledRun(
                row.id(),
                row.target(),
                row.runSeq(),
                row.attempt(),
                row.state(),
                row.reason(),
                row.error(),
                row.finishedAt() == null ? clock.instant() : row.finishedAt(),
                null,
                false);
    }
}
