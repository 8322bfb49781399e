package io.drover.contracts;

import java.time.Instant;

/**
 * What agents must know before they begin a run: the state of its deployment and how often that was changed by people. On
 * {@link Topics#DEPLOYMENT_CONTROL}, keyed by deployment, only the newest of a key is kept; a deployment without a record
 * was never interfered with. A command of a lower epoch that has not begun is given back, never begun.
 *
 * @param epoch 0 until the first pause or cancel, raised by each
 */
public record DeploymentControl(long deployment, long epoch, DeploymentState state, Instant at) implements Event {}
