package io.drover.orchestrator.result;

import io.drover.contracts.RunError;
import io.drover.contracts.RunState;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * What the orchestrator knows of a run.
 *
 * @param returnedOffset place in the topic of the last return that was heeded, -1 for none
 * @param doneBefore true when an earlier attempt, tried again as failed, turned out to have succeeded
 * @param epoch the deployment's epoch at the last sending
 * @param lost how many attempts of this run nobody told the end of
 * @param lostAt since when it is UNKNOWN, null unless it is
 * @param inspectAt when the target is asked next, null unless it is UNKNOWN
 * @param inspections how often the target was asked since then
 */
public record RunRow(
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
        long returnedOffset,
        boolean doneBefore,
        long epoch,
        int lost,
        Instant lostAt,
        Instant inspectAt,
        int inspections) {
    /** Why a run counts as succeeded whose last attempt found nothing to do. */
    static final String RECONCILED = "reconciled";

    /** A run as it is planned. */
    public static RunRow planned(long id, long target, long runSeq) {
        return new RunRow(
                id,
                target,
                runSeq,
                1,
                RunState.PENDING,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                -1,
                false,
                0,
                0,
                null,
                null,
                0);
    }

    /** The same with something else. */
    public RunRow with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.row();
    }

    /** The same in another state; what belonged to its being under way or over is gone. */
    RunRow become(RunState next, Consumer<Draft> more) {
        return with(draft -> {
            draft.state = next;
            draft.reason = null;
            draft.agent = null;
            draft.from = null;
            draft.to = null;
            draft.error = null;
            draft.startedAt = null;
            draft.finishedAt = null;
            draft.lostAt = null;
            draft.inspectAt = null;
            draft.inspections = 0;
            more.accept(draft);
        });
    }

    /** The same, knowing that an earlier attempt had done the work after all. */
    RunRow withWorkDoneBefore() {
        boolean nothingFound = state == RunState.NO_ACTION;
        return with(draft -> {
            draft.state = nothingFound ? RunState.SUCCEEDED : state;
            draft.reason = nothingFound ? RECONCILED : reason;
            draft.doneBefore = true;
        });
    }

    /** A row while something about it is changed. */
    public static final class Draft {
        private final RunRow was;
        public int attempt;
        public RunState state;
        public long epoch;
        String reason;
        String agent;
        String from;
        String to;
        RunError error;
        Instant startedAt;
        Instant finishedAt;
        long returnedOffset;
        boolean doneBefore;
        int lost;
        Instant lostAt;
        public Instant inspectAt;
        public int inspections;

        private Draft(RunRow row) {
            was = row;
            attempt = row.attempt;
            state = row.state;
            reason = row.reason;
            agent = row.agent;
            from = row.from;
            to = row.to;
            error = row.error;
            startedAt = row.startedAt;
            finishedAt = row.finishedAt;
            returnedOffset = row.returnedOffset;
            doneBefore = row.doneBefore;
            epoch = row.epoch;
            lost = row.lost;
            lostAt = row.lostAt;
            inspectAt = row.inspectAt;
            inspections = row.inspections;
        }

        private RunRow row() {
            return new RunRow(
                    was.id,
                    was.target,
                    was.runSeq,
                    attempt,
                    state,
                    reason,
                    agent,
                    from,
                    to,
                    error,
                    startedAt,
                    finishedAt,
                    returnedOffset,
                    doneBefore,
                    epoch,
                    lost,
                    lostAt,
                    inspectAt,
                    inspections);
        }
    }
}
