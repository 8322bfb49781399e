package io.drover.orchestrator.rollout;

import io.drover.contracts.DeploymentState;
import io.drover.contracts.RunState;
import io.drover.contracts.RunsPlanned.PlannedRun;
import io.drover.contracts.RunsSettled.SettledRun;
import io.drover.kit.problem.Fault;
import io.drover.kit.problem.Problem;
import io.drover.kit.problem.ProblemType;
import io.drover.orchestrator.rollout.RunSteps.Barred;
import io.drover.orchestrator.rollout.RunSteps.Retryable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a person may do with a deployment: cancel it, try again what failed. */
@ApplicationScoped
public class RolloutControls {
    private static final Set<DeploymentState> CANCELLABLE = EnumSet.of(DeploymentState.RUNNING, DeploymentState.PAUSED);
    private static final Set<DeploymentState> RETRYABLE = EnumSet.of(DeploymentState.FAILED, DeploymentState.PAUSED);

    private final Rollout rollout;
    private final RunSteps steps;
    private final DeploymentEvents events;

    RolloutControls(Rollout rollout, RunSteps steps, DeploymentEvents events) {
        this.rollout = rollout;
        this.steps = steps;
        this.events = events;
    }

    /**
     * Nothing more is begun; what was sent ends; then the deployment is CANCELLED. A second call changes nothing.
     *
     * @return runs to look at again, because somebody still executed them when they were last sent
     */
    @Transactional
    public Rollout.Claimed cancel(long id) {
        Deployment deployment = locked(id);
        if (deployment.state == DeploymentState.CANCELLING || deployment.state == DeploymentState.CANCELLED) {
            return Rollout.NOTHING;
        }
        if (!CANCELLABLE.contains(deployment.state)) {
            throw wrongState(deployment, "only a RUNNING or PAUSED deployment can be cancelled");
        }
        List<SettledRun> settled = steps.cancelPending(id);
        deployment.tally.move(RunState.PENDING, RunState.CANCELLED, settled.size());
        events.settled(deployment, settled);
        deployment.state = DeploymentState.CANCELLING;
        deployment.reason = null;
        if (deployment.tally.isOpen()) {
            events.changed(deployment);
        }
        return rollout.decide(deployment, false);
    }

    /**
     * Tries failed runs again, with the next attempt.
     *
     * @param targets their names; null or empty: all that failed, but for those that a newer deployment has touched and
     *     those that were removed: they stay as they are and are forgiven
     */
    @Transactional
    public Rollout.Claimed retry(long id, List<String> targets) {
        Deployment deployment = locked(id);
        if (!RETRYABLE.contains(deployment.state)) {
            throw wrongState(deployment, "only a FAILED or PAUSED deployment can be retried");
        }
        boolean named = targets != null && !targets.isEmpty();
        List<Retryable> runs = withoutBarred(deployment, chosen(deployment, named ? targets : List.of()), named);
        List<PlannedRun> planned = steps.retry(runs);
        runs.forEach(run -> deployment.tally.move(run.state(), RunState.PENDING, 1));
        deployment.forgiven = deployment.tally.wrong();
        deployment.state = DeploymentState.RUNNING;
        deployment.reason = null;
        deployment.finishedAt = null;
        Wave.update("state = 'RUNNING' where deploymentId = ?1", deployment.id);
        events.planned(deployment, planned);
        events.changed(deployment);
        return rollout.decide(deployment, false);
    }

    private List<Retryable> chosen(Deployment deployment, List<String> targets) {
        List<Retryable> wrong = steps.retryable(deployment.id);
        if (!targets.isEmpty()) {
            checkNames(deployment, targets, wrong);
            Set<String> names = new HashSet<>(targets);
            wrong = wrong.stream().filter(run -> run.isCalled(names)).toList();
        }
        if (wrong.isEmpty()) {
            throw Problem.of(
                    ProblemType.WRONG_STATE,
                    "Nothing of deployment %d has failed: there is nothing to retry.",
                    deployment.id);
        }
        return wrong;
    }

    private void checkNames(Deployment deployment, List<String> targets, List<Retryable> wrong) {
        Set<String> known = steps.targetNames(deployment.id);
        List<Fault> unknown = new ArrayList<>();
        List<Fault> fine = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            String name = targets.get(i);
            if (!known.contains(name)) {
                unknown.add(
                        new Fault("/targets/" + i, "Deployment " + deployment.id + " has no target \"" + name + "\"."));
            } else if (wrong.stream().noneMatch(run -> run.isCalled(Set.of(name)))) {
                fine.add(new Fault("/targets/" + i, "The run on \"" + name + "\" has not failed."));
            }
        }
        if (!unknown.isEmpty()) {
            throw Problem.of(ProblemType.UNKNOWN_TARGET, unknown.get(0).detail(), unknown);
        }
        if (!fine.isEmpty()) {
            throw Problem.of(ProblemType.WRONG_STATE, fine.get(0).detail(), fine);
        }
    }

    /** What may be tried again; refuses all when something was named that may not, or when nothing is left. */
    private List<Retryable> withoutBarred(Deployment deployment, List<Retryable> runs, boolean named) {
        Map<Long, Barred> barred = steps.lockAndFindBarred(deployment.id, runs);
        List<Retryable> free =
                runs.stream().filter(run -> !barred.containsKey(run.target())).toList();
        if (barred.isEmpty() || (!named && !free.isEmpty())) {
            return free;
        }
        List<Fault> faults = barred.values().stream()
                .map(target -> new Fault("/targets", target.sentence()))
                .toList();
        boolean superseded = barred.values().stream().anyMatch(target -> !target.isRetired());
        throw Problem.of(
                superseded ? ProblemType.SUPERSEDED : ProblemType.WRONG_STATE,
                faults.get(0).detail() + (named ? " Name the other targets, or none." : " Deploy anew."),
                faults);
    }

    private static Deployment locked(long id) {
        Deployment deployment = Deployment.lock(id);
        if (deployment == null) {
            throw Problem.of(ProblemType.NOT_FOUND, "There is no deployment %d.", id);
        }
        return deployment;
    }

    private static Problem wrongState(Deployment deployment, String rule) {
        return Problem.of(ProblemType.WRONG_STATE, "Deployment %d is %s; %s.", deployment.id, deployment.state, rule);
    }
}
