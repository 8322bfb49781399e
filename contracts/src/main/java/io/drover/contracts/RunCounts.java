package io.drover.contracts;

/** How many runs of a deployment or a wave are in which state. {@code total} is the sum of all others. */
public record RunCounts(
        int total,
        int pending,
        int queued,
        int running,
        int succeeded,
        int noAction,
        int failed,
        int unreachable,
        int unknown,
        int skipped,
        int cancelled) {}
