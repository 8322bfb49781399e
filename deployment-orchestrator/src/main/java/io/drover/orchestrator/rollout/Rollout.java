package io.drover.orchestrator.rollout;

import io.drover.contracts.DeploymentState;
import io.drover.contracts.RunState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is decided whenever something about a deployment has changed: is it over, is its budget spent, what is claimed
 * next. The caller holds the deployment's row, so decisions of one deployment come one after the other in all replicas.
 *
 * <p>Killed before the commit, nothing was decided. Killed after it, the claims are rows that the sweep sends again.
 */
@ApplicationScoped
public class Rollout {
    /** No claim. */
    public static final Claimed NOTHING = new Claimed(List.of());

    private static final int LARGEST_CLAIM = 1_000;

    private final DeploymentStore deployments;
    private final RunClaims claims;
    private final DeploymentEvents events;
    private final InstantSource clock;

    protected Rollout(DeploymentStore deployments, RunClaims claims, DeploymentEvents events, InstantSource clock) {
        this.deployments = deployments;
        this.claims = claims;
        this.events = events;
        this.clock = clock;
    }

    /** Claims that the caller hands to {@link RunDispatcher} once its transaction has committed. */
    public record Claimed(List<Claim> runs) {

        /** These and those. */
        public Claimed and(Claimed more) {
            return new Claimed(Stream.concat(runs.stream(), more.runs.stream()).toList());
        }
    }

    /**
     * Decides.
     *
     * @param resettled true when a run that was over has another result now: the end is told again
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Claimed decide(Deployment deployment, boolean resettled) {
        Verdict verdict = Verdict.on(
                deployment.state, deployment.reason, deployment.pauseCause, deployment.tally, deployment.budget());
        boolean changed = verdict.state() != deployment.state;
        deployment.state = verdict.state();
        deployment.reason = verdict.reason();
        deployment.pauseCause = verdict.pauseCause();
        if (deployment.state.isFinished()) {
            if (changed || resettled) {
                deployment.finishedAt = clock.instant();
                deployments.moveWaves(deployment, deployment.state);
                events.finished(deployment);
            }
            return NOTHING;
        }
        if (changed) {
            events.changed(deployment);
        }
        return deployment.state == DeploymentState.RUNNING ? claim(deployment) : NOTHING;
    }

    /** Sends runs again that were given back and keep their slot, whatever is decided about the others. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Claimed again(Deployment deployment, List<Long> runs) {
        if (runs.isEmpty()) {
            return NOTHING;
        }
        List<Claim> kept = claims.claimAgain(deployment, runs);
        deployment.tally.move(RunState.PENDING, RunState.QUEUED, kept.size());
        return new Claimed(kept);
    }

    private Claimed claim(Deployment deployment) {
        int slots = Math.min(deployment.maxParallel - deployment.tally.inFlight(), LARGEST_CLAIM);
        if (slots <= 0 || deployment.tally.pending == 0) {
            return NOTHING;
        }
        List<Claim> runs = claims.claim(deployment, slots);
        deployment.tally.move(RunState.PENDING, RunState.QUEUED, runs.size());
        return new Claimed(runs);
    }
}
