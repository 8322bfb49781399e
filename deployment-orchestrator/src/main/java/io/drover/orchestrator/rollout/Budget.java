package io.drover.orchestrator.rollout;

/**
 * How many targets may go wrong. Judged before anything is claimed, with what is in flight left to end: with {@code c}
 * in flight and a budget of {@code f} at most {@code f + c} targets fail.
 *
 * @param count failures tolerated; 0 halts at the first, null tolerates all
 * @param forgiven failures that an operator accepted by retrying others; they are not judged again
 */
public record Budget(Integer count, int forgiven) {

    public boolean isExceededBy(int wrong) {
        return count != null && wrong - forgiven > count;
    }

    String reason(int wrong) {
        int judged = wrong - forgiven;
        return judged + (judged == 1 ? " target has" : " targets have") + " failed, " + count
                + (count == 1 ? " is" : " are")
                + " tolerated (maxFailures); retry the failed ones, resume without them or cancel";
    }
}
