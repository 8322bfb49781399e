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

/** What a person may do with a deployment: pause it, let it go on, cancel it, try again what failed. */
@ApplicationScoped
public class RolloutControls {
    private static final int LONGEST_REASON = 500;
    private static final Set<DeploymentState> CANCELLABLE = EnumSet.of(DeploymentState.RUNNING, DeploymentState.PAUSED);
    private static final Set<DeploymentState> RETRYABLE = EnumSet.of(DeploymentState.FAILED, DeploymentState.PAUSED);

    private final DeploymentStore deployments;
    private final Rollout rollout;
    private final RunSteps steps;
    private final DeploymentEvents events;
    private final ControlRecords controls;

    protected RolloutControls(
            DeploymentStore deployments,
            Rollout rollout,
            RunSteps steps,
            DeploymentEvents events,
            ControlRecords controls) {
        this.deployments = deployments;
        this.rollout = rollout;
        this.steps = steps;
        this.events = events;
        this.controls = controls;
    }

    /**
     * Nothing begins any more from two seconds after this on, what has begun ends; by {@link #resume} it goes on. Runs
     * that were sent and have not begun come back from the agents and wait (P20). A second call changes nothing.
     *
     * @param reason for people; null for none
     */
    @Transactional
    public void pause(long id, String reason) {
        if (reason != null && (reason.isBlank() || reason.length() > LONGEST_REASON)) {
            String detail = "The reason has 1 to " + LONGEST_REASON + " characters.";
            throw Problem.of(ProblemType.INVALID_REQUEST, detail, List.of(new Fault("/reason", detail)));
        }
        Deployment deployment = locked(id);
        if (deployment.state == DeploymentState.PAUSED && deployment.pauseCause == PauseCause.PERSON) {
            return;
        }
        if (!CANCELLABLE.contains(deployment.state)) {
            throw wrongState(deployment, "only a RUNNING deployment can be paused");
        }
        deployment.state = DeploymentState.PAUSED;
        deployment.pauseCause = PauseCause.PERSON;
        deployment.reason = "paused on request" + (reason == null ? "" : ": " + reason);
        deployment.epoch++;
        controls.say(deployment);
        events.changed(deployment);
    }

    /** Goes on; what has failed until now is forgiven by the budget. Of a RUNNING deployment it changes nothing. */
    @Transactional
    public Rollout.Claimed resume(long id) {
        Deployment deployment = locked(id);
        if (deployment.state == DeploymentState.RUNNING) {
            return Rollout.NOTHING;
        }
        if (deployment.state != DeploymentState.PAUSED) {
            throw wrongState(deployment, "only a PAUSED deployment can be resumed");
        }
        if (deployment.pauseCause == PauseCause.BUDGET) {
            deployment.forgiven = deployment.tally.wrong();
        }
        run(deployment);
        events.changed(deployment);
        return rollout.decide(deployment, false);
    }

    private void run(Deployment deployment) {
        deployment.state = DeploymentState.RUNNING;
        deployment.pauseCause = null;
        deployment.reason = null;
        deployment.finishedAt = null;
        if (deployment.epoch > 0) {
            controls.say(deployment);
        }
    }

    /**
     * Nothing begins any more from two seconds after this on; what has begun ends; then the deployment is CANCELLED. A
     * second call changes nothing.
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
        deployment.pauseCause = null;
        deployment.reason = null;
        deployment.epoch++;
        controls.say(deployment);
        if (deployment.tally.isOpen()) {
            events.changed(deployment);
        }
        return rollout.decide(deployment, false);
    }

    /**
     * Tries failed runs again, with the next attempt. Targets of lost runs are asked at once; their runs go on when they
     * have answered, whatever the deployment's state. Where people have said something of an ambiguous statement (P29), the
     * epoch rises: what was said before this attempt must not settle what becomes ambiguous in it.
     *
     * @param targets their names; null or empty: all that failed, but for those that a newer deployment has touched and
     *     those that were removed: they stay as they are and are forgiven
     */
    @Transactional
    public Rollout.Claimed retry(long id, List<String> targets) {
        Deployment deployment = locked(id);
        List<String> names = targets == null ? List.of() : targets;
        Set<String> asked = steps.askLostAgain(id, names);
        List<String> left = names.stream().filter(name -> !asked.contains(name)).toList();
        boolean onlyLost = !asked.isEmpty()
                && (names.isEmpty() ? deployment.tally.wrong() == 0 || !isRetryable(deployment) : left.isEmpty());
        if (onlyLost) {
            return Rollout.NOTHING;
        }
        if (!isRetryable(deployment)) {
            throw wrongState(deployment, "only a FAILED or PAUSED deployment can be retried");
        }
        List<Retryable> runs = withoutBarred(deployment, chosen(deployment, left), !left.isEmpty());
        List<PlannedRun> planned = steps.retry(runs);
        runs.forEach(run -> deployment.tally.move(run.state(), RunState.PENDING, 1));
        deployment.forgiven = deployment.tally.wrong();
        if (steps.anyResolved(runs)) {
            deployment.epoch++;
        }
        run(deployment);
        deployments.moveWaves(deployment, DeploymentState.RUNNING);
        events.planned(deployment, planned);
        events.changed(deployment);
        return rollout.decide(deployment, false);
    }

    private static boolean isRetryable(Deployment deployment) {
        return RETRYABLE.contains(deployment.state);
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

    private Deployment locked(long id) {
        Deployment deployment = deployments.lock(id);
        if (deployment == null) {
            throw Problem.of(ProblemType.NOT_FOUND, "There is no deployment %d.", id);
        }
        return deployment;
    }

    private static Problem wrongState(Deployment deployment, String rule) {
        return Problem.of(ProblemType.WRONG_STATE, "Deployment %d is %s; %s.", deployment.id, deployment.state, rule);
    }
}
