package io.drover.orchestrator.rollout;

import io.drover.contracts.DeploymentState;

/**
 * What the counters of a deployment say about its state. Waiting and flying runs keep it open; when none is left it is
 * over, and only a deployment that is still open can exceed its budget. A late result may turn a failure into a success:
 * what was paused for its budget goes on when the budget is kept again. What a person paused waits for a person.
 *
 * @param reason one sentence for people; null when the state says it all
 * @param pauseCause null unless PAUSED
 */
public record Verdict(DeploymentState state, String reason, PauseCause pauseCause) {

    Verdict(DeploymentState state, String reason) {
        this(state, reason, null);
    }

    public static Verdict on(DeploymentState state, String reason, PauseCause cause, Tally tally, Budget budget) {
        boolean open = tally.isOpen();
        return switch (state) {
            case CANCELLED -> new Verdict(DeploymentState.CANCELLED, reason);
            case CANCELLING -> new Verdict(open ? DeploymentState.CANCELLING : DeploymentState.CANCELLED, reason);
            case PLANNED, AWAITING_APPROVAL -> new Verdict(state, reason);
            case RUNNING, PAUSED, SUCCEEDED, FAILED -> {
                if (!open) {
                    yield new Verdict(tally.wrong() > 0 ? DeploymentState.FAILED : DeploymentState.SUCCEEDED, null);
                }
                boolean paused = state == DeploymentState.PAUSED;
                if (paused && cause == PauseCause.PERSON) {
                    yield new Verdict(state, reason, cause);
                }
                if (budget.isExceededBy(tally.wrong())) {
                    String why = paused ? reason : budget.reason(tally.wrong());
                    yield new Verdict(DeploymentState.PAUSED, why, PauseCause.BUDGET);
                }
                yield paused ? new Verdict(DeploymentState.RUNNING, null) : new Verdict(state, reason);
            }
        };
    }
}
