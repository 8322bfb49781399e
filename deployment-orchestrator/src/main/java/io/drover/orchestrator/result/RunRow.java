package io.drover.orchestrator.result;

import io.drover.contracts.RunError;
import io.drover.contracts.RunState;
import java.time.Instant;

/**
 * What the orchestrator knows of a run.
 *
 * @param notBefore not to be claimed before; null: at once. Of a RUNNING run: when its command is sent again, null: not yet
 * @param returnedOffset place in the topic of the last return that was heeded, -1 for none
 * @param doneBefore true when an earlier attempt, tried again as failed, turned out to have succeeded
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
        long returnedOffset,
        boolean doneBefore) {
    /** Why a run counts as succeeded whose last attempt found nothing to do. */
    static final String RECONCILED = "reconciled";

    /** The same, knowing of a return that does not end its being where it is. */
    RunRow withReturn(long offset, Instant again) {
        return new RunRow(
                id,
                target,
                runSeq,
                attempt,
                state,
                reason,
                agent,
                from,
                to,
                error,
                startedAt,
                finishedAt,
                again,
                offset,
                doneBefore);
    }

    /** The same, knowing that an earlier attempt had done the work after all. */
    RunRow withWorkDoneBefore() {
        boolean nothingFound = state == RunState.NO_ACTION;
        return new RunRow(
                id,
                target,
                runSeq,
                attempt,
                nothingFound ? RunState.SUCCEEDED : state,
                nothingFound ? RECONCILED : reason,
                agent,
                from,
                to,
                error,
                startedAt,
                finishedAt,
                notBefore,
                returnedOffset,
                true);
    }
}
