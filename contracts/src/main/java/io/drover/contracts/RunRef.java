package io.drover.contracts;

/**
 * Which attempt of which run.
 *
 * @param runSeq rises with every run of the target, over all deployments
 * @param attempt 1, 2, 3 …; the same however often the command is sent again
 * @param epoch the deployment's control epoch at the sending
 */
public record RunRef(long deployment, long run, long target, long runSeq, int attempt, long epoch) {
    /** Value of {@code deployment} and {@code run} when a target is asked for its state outside of any deployment. */
    public static final long NO_RUN = 0;
}
