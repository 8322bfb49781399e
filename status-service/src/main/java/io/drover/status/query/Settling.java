package io.drover.status.query;

import io.drover.contracts.DeploymentState;
import io.drover.contracts.RunCounts;

/** P15: whether a finished deployment's runs are still on their way to the views. */
final class Settling {
    private Settling() {}

    /**
     * True while the own counts are not those that the end was announced with.
     *
     * @param told counts of the newest announcement, null before the first
     */
    static boolean of(DeploymentState state, RunCounts own, RunCounts told) {
        return state.isFinished() && (told == null || !sameEnds(own, told));
    }

    /** A claim is not announced, so what is queued counts as pending here. */
    private static boolean sameEnds(RunCounts own, RunCounts told) {
        return own.total() == told.total()
                && own.succeeded() == told.succeeded()
                && own.noAction() == told.noAction()
                && own.failed() == told.failed()
                && own.unreachable() == told.unreachable()
                && own.unknown() == told.unknown()
                && own.skipped() == told.skipped()
                && own.cancelled() == told.cancelled()
                && own.running() + own.queued() + own.pending() == told.running() + told.queued() + told.pending();
    }
}
