package io.drover.orchestrator.result;

import io.drover.contracts.RunState;
import java.time.Instant;

/** What the statements of the rollout make of a row. */
public final class RunRows {
    private RunRows() {}

    /** It has a slot and goes out under this epoch. */
    public static RunRow claimed(RunRow row, long epoch) {
        return row.with(draft -> {
            draft.state = RunState.QUEUED;
            draft.epoch = epoch;
            draft.agent = null;
            draft.startedAt = null;
        });
    }

    /** It was over without an agent. */
    public static RunRow settled(RunRow row, RunState state, String reason, Instant at) {
        return row.with(draft -> {
            draft.state = state;
            draft.reason = reason;
            draft.finishedAt = at;
        });
    }

    /** It failed and is tried again. */
    public static RunRow retried(RunRow row) {
        return row.with(draft -> {
            draft.attempt++;
            draft.state = RunState.PENDING;
            draft.reason = null;
            draft.error = null;
            draft.agent = null;
            draft.from = null;
            draft.to = null;
            draft.doneBefore = row.doneBefore() || row.lost() > 0;
            draft.lost = 0;
            draft.startedAt = null;
            draft.finishedAt = null;
        });
    }
}
