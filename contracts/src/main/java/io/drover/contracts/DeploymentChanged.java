package io.drover.contracts;

import java.time.Instant;

/**
 * The deployment went to another state that is not its end.
 *
 * @param reason why, one sentence for people; null when the state says it all
 */
public record DeploymentChanged(
        long deployment, long aggregateSequence, DeploymentState state, String reason, Instant at)
        implements DeploymentEvent {}
