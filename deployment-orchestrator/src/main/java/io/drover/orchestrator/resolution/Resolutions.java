package io.drover.orchestrator.resolution;

import io.drover.contracts.Resolution.Outcome;
import io.drover.contracts.Resolution.State;
import io.drover.contracts.ResolutionChanged;
import io.drover.contracts.RunEvent;
import io.drover.contracts.RunRef;
import io.drover.contracts.RunResolved;
import io.drover.contracts.RunReturned;
import io.drover.kit.problem.Problem;
import io.drover.kit.problem.ProblemType;
import io.drover.orchestrator.resolution.ResolutionStore.LatestRun;
import io.drover.orchestrator.result.AnswersToResolutions;
import io.drover.orchestrator.rollout.Deployment;
import io.drover.orchestrator.rollout.DeploymentEvents;
import io.drover.orchestrator.rollout.DeploymentStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What people say became of ambiguous statements (P29): checked, written down with who and when, told, and brought to the
 * target until it answers. A row, the number of its event and the event are one transaction under the deployment's row.
 *
 * <p>Twice is harmless: the same said again is the same resolution; an answer that comes again finds it settled; a command
 * that comes again finds the target settled. A retry of the run raises the epoch of the deployment (P20), so that nothing
 * that was said before it reaches the target after it: what is still open then goes out with the present epoch if the
 * attempt is the same, else it is refused here.
 */
@ApplicationScoped
public class Resolutions implements AnswersToResolutions {
    private static final int MOST_SHOWN = 100;

    private final ResolutionStore store;
    private final DeploymentStore deployments;
    private final DeploymentEvents events;

    Resolutions(ResolutionStore store, DeploymentStore deployments, DeploymentEvents events) {
        this.store = store;
        this.deployments = deployments;
        this.events = events;
    }

    /**
     * Writes down what is said of the latest run of a target, which must have failed as ambiguous.
     *
     * @param version null: the one that is ambiguous; another is refused
     * @param statement null: the one that is ambiguous; another is refused
     */
    @Transactional
    ResolutionView say(String name, String version, Integer statement, Outcome outcome, String by) {
        long target = target(name);
        LatestRun seen = store.latestRun(target).orElseThrow(() -> notAmbiguous(name, null));
        Deployment deployment = deployments.lock(seen.deployment());
        LatestRun run = store.latestRun(target).orElseThrow(() -> notAmbiguous(name, null));
        if (!run.isAmbiguous() || run.id() != seen.id()) {
            throw notAmbiguous(name, run);
        }
        refuseAnother(name, version, run.error().version());
        refuseAnother(name, statement, run.error().statementIndex());
        ResolutionRow standing = store.standing(run.id(), run.attempt()).orElse(null);
        if (standing != null && standing.outcome() != outcome) {
            throw Problem.of(
                    ProblemType.WRONG_STATE,
                    "It was said already that the statement %d of version %s on \"%s\" %s.",
                    standing.statement(),
                    standing.version(),
                    name,
                    standing.outcome() == Outcome.RAN ? "ran" : "did not run");
        }
        if (standing != null) {
            return standing.view();
        }
        ResolutionRow row =
                store.insert(run, target, run.error().version(), run.error().statementIndex(), outcome, by);
        tell(deployment, row);
        return row.view();
    }

    /** What was said of a target, the latest first. */
    @Transactional
    List<ResolutionView> of(String name) {
        return store.of(target(name), MOST_SHOWN).stream()
                .map(ResolutionRow::view)
                .toList();
    }

    /** Everything that was said of runs of a deployment is told again; the caller holds its row. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void tellAgain(Deployment deployment) {
        store.ofDeployment(deployment.id).forEach(row -> tell(deployment, row));
    }

    @Override
    @Transactional
    public void take(long id, List<RunEvent> answers) {
        List<RunEvent> ours = answers.stream()
                .filter(event -> event.ref().run() == RunRef.NO_RUN)
                .filter(event -> event instanceof RunResolved || event instanceof RunReturned)
                .toList();
        Deployment deployment = ours.isEmpty() ? null : deployments.lock(id);
        if (deployment == null) {
            return;
        }
        for (RunEvent event : ours) {
            if (event instanceof RunResolved resolved) {
                take(deployment, resolved);
            } else {
                store.sendAgain(event.ref().target(), event.ref().runSeq());
            }
        }
    }

    private void take(Deployment deployment, RunResolved answer) {
        String detail = answer.error() == null ? null : answer.error().text();
        if (answer.state() == State.REQUESTED) {
            store.note(answer.resolution().id(), detail);
        } else {
            store.settle(answer.resolution().id(), answer.state(), detail).ifPresent(row -> tell(deployment, row));
        }
    }

    /** The run was tried again before the target was told: what was said is about an attempt that is past. */
    @Transactional
    void outdated(long deploymentId, long id) {
        Deployment deployment = deployments.lock(deploymentId);
        store.settle(id, State.REFUSED, "the run was tried again before the target could be told")
                .ifPresent(row -> tell(deployment, row));
    }

    private void tell(Deployment deployment, ResolutionRow row) {
        events.send(new ResolutionChanged(
                deployment.id,
                deployment.nextEvent(),
                row.told(),
                row.target(),
                row.attempt(),
                row.state(),
                row.requestedBy(),
                row.state() == State.REFUSED ? row.detail() : null,
                row.requestedAt(),
                at(row)));
    }

    private static Instant at(ResolutionRow row) {
        return row.settledAt() == null ? row.requestedAt() : row.settledAt();
    }

    private long target(String name) {
        return store.target(name)
                .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND, "There is no target \"%s\".", name));
    }

    private static void refuseAnother(String name, Object said, Object ambiguous) {
        if (said != null && !Objects.equals(said, ambiguous)) {
            throw Problem.of(ProblemType.WRONG_STATE, "Not %s is ambiguous on \"%s\", but %s.", said, name, ambiguous);
        }
    }

    private static Problem notAmbiguous(String name, LatestRun run) {
        return Problem.of(
                ProblemType.WRONG_STATE,
                "Nothing is ambiguous on \"%s\": %s.",
                name,
                run == null
                        ? "it never had a run"
                        : "its latest run, of deployment " + run.deployment() + ", is " + run.state()
                                + (run.error() == null ? "" : " (" + run.error().code() + ")"));
    }
}
