package io.drover.orchestrator.rollout;

import io.drover.contracts.DeploymentState;

/**
 * What the counters of a deployment say about its state. Waiting and flying runs keep it open; when none is left it is
 * over, and only a deployment that is still open can exceed its budget. A late result may turn a failure into a success:
 * what was paused for its budget goes on when the budget is kept again.
 *
 * @param reason one sentence for people; null when the state says it all
 */
public record Verdict(DeploymentState state, String reason) {

    public static Verdict on(DeploymentState state, String reason, Tally tally, Budget budget) {
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
                if (budget.isExceededBy(tally.wrong())) {
                    yield new Verdict(DeploymentState.PAUSED, paused ? reason : budget.reason(tally.wrong()));
                }
                yield paused ? new Verdict(DeploymentState.RUNNING, null) : new Verdict(state, reason);
            }
        };
    }
}
