package io.drover.orchestrator.result;

import io.drover.contracts.RunError;
import io.drover.contracts.RunState;
import java.time.Instant;

/**
 * What the orchestrator knows of a run.
 *
 * @param notBefore not to be claimed before; null: at once
 * @param returnedOffset place in the topic of the last return that was heeded, -1 for none
 */
record RunRow(
        long id,
        long target,
        long runSeq,
        int attempt,
        RunState state,
        String reason,
        String agent,
        String from,
        String to,
        RunError error,
        Instant startedAt,
        Instant finishedAt,
        Instant notBefore,
        long returnedOffset) {}
