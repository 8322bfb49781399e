package io.drover.contracts;

import java.util.List;

/**
 * Runs that wait to be started: at the beginning of a deployment with attempt 1, after a retry with a higher attempt.
 * At most {@value #MAX_RUNS} in one event.
 */
public record RunsPlanned(
        long deployment, long aggregateSequence, String directory, String digest, List<PlannedRun> runs)
        implements DeploymentEvent {

    /** Most runs that one event names. */
    public static final int MAX_RUNS = 1_000;

    public RunsPlanned {
        runs = List.copyOf(runs);
    }

    /**
     * One target's part.
     *
     * @param position 0, 1, 2 …: the order in which the caller named the targets, and in which they are printed
     * @param runSeq rises with every run of the target, over all deployments
     */
    public record PlannedRun(
            long run, long target, String targetName, String wave, int position, long runSeq, int attempt) {}
}
