package io.drover.orchestrator.rollout;

import io.drover.contracts.DeploymentState;
import io.drover.contracts.RunState;
import io.drover.contracts.RunsSettled.SettledRun;
import io.drover.orchestrator.rollout.Tables.Run;
import jakarta.enterprise.inject.Vetoed;
import java.util.List;
import java.util.function.Predicate;

/** What {@link Supersession} finds overtaken. */
@Vetoed
public final class SupersessionInMemory extends Supersession {
    private final Tables tables;
    private final StepsInMemory steps;

    public SupersessionInMemory(Tables tables, StepsInMemory steps, DeploymentEvents events, Rollout rollout) {
        super(null, events, rollout);
        this.tables = tables;
        this.steps = steps;
    }

    @Override
    protected List<Long> overtaken() {
        return tables.runs.values().stream()
                .filter(run ->
                        run.state() == RunState.PENDING && isOvertaken(run, later -> later.state() == RunState.PENDING))
                .map(run -> run.deployment)
                .distinct()
                .toList();
    }

    @Override
    protected List<SettledRun> settleOvertaken(long deployment) {
        return tables.of(deployment, RunState.PENDING)
                .filter(run -> isOvertaken(run, Run::isOpen))
                .map(run -> steps.settle(run, RunState.SKIPPED, "superseded"))
                .toList();
    }

    private boolean isOvertaken(Run run, Predicate<Run> by) {
        return tables.runs.values().stream()
                .filter(later -> later.target == run.target && later.deployment > run.deployment)
                .filter(by)
                .map(later -> tables.deployments.get(later.deployment))
                .anyMatch(newer -> newer.supersede
                        && (newer.state == DeploymentState.RUNNING || newer.state == DeploymentState.PAUSED));
    }
}
