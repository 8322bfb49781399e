package io.drover.orchestrator.deployment;

import io.drover.contracts.RunError;
import io.drover.contracts.RunState;
import java.time.Instant;

/**
 * One target's part of a deployment as it is shown.
 *
 * @param target name of the target
 * @param waitingFor {@code deployment}: the target still has something to do for an earlier one; {@code slot}: all slots
 *     are taken; null when it does not wait
 * @param from the target's version before
 * @param to the version it was to reach
 */
public record RunView(
        long id,
        String target,
        String wave,
        int position,
        RunState state,
        String reason,
        int attempt,
        long runSeq,
        String waitingFor,
        String from,
        String to,
        RunError error,
        String agent,
        Instant startedAt,
        Instant finishedAt) {}
