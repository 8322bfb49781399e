package io.drover.contracts;

import java.time.Instant;

/**
 * The answer to a {@code SET} that carries a resolution. {@code ref} names the deployment, its epoch at the sending and the
 * target; its run is {@link RunRef#NO_RUN}, as no run is executed: the one it is about is in {@code resolution}.
 *
 * @param state RESOLVED, REFUSED, or still REQUESTED when the target could not be asked: then it is sent again
 * @param error why it is not resolved; null when it is
 */
public record RunResolved(
        RunRef ref, String agent, Resolution resolution, Resolution.State state, RunError error, Instant at)
        implements RunEvent {}
