package io.drover.contracts;

import java.time.Instant;

/** Nothing of the deployment is in flight any more. Sent again, with a higher sequence, when a retry or a merge changes it. */
public record DeploymentFinished(
        long deployment,
        long aggregateSequence,
        DeploymentState state,
        String reason,
        RunCounts counts,
        Instant startedAt,
        Instant finishedAt)
        implements DeploymentEvent {}
