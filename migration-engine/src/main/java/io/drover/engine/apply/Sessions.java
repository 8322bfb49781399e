package io.drover.engine.apply;

import io.drover.engine.target.TargetUrl;

/** Opens targets. */
final class Sessions {

    private Sessions() {}

    /** Opens a target for executing, once its lock is held. */
    static Session forApply(TargetUrl target, ApplyOptions options) throws Refusal {
        return open(target, options, Session.Purpose.APPLY);
    }

    /** Opens a target for reading: nothing is created, nothing can be written. */
    static Session forReading(TargetUrl target, ApplyOptions options) throws Refusal {
        return open(target, options, Session.Purpose.READ);
    }

    /** Opens a target for reading, with its lock if nobody has it, and knows who has it otherwise. */
    static Session forInspection(TargetUrl target, ApplyOptions options) throws Refusal {
        return open(target, options, Session.Purpose.INSPECT);
    }

    private static Session open(TargetUrl target, ApplyOptions options, Session.Purpose purpose) throws Refusal {
        if (target.kind() == TargetUrl.Kind.SQLITE) {
            return SqliteSession.open(target, options, purpose);
        }
        return target.kind() == TargetUrl.Kind.MYSQL
                ? MysqlSession.open(target, options, purpose)
                : PostgresSession.open(target, options, purpose);
    }

    /**
     * What went wrong outside of a migration's own statements.
     *
     * @param unsettled whether statements may have been under way
     */
    static Problem problem(TargetUrl target, DatabaseError error, boolean unsettled) {
        if (error.lost()) {
            return new Problem.Unreachable(target.redacted(), error.message(), error.sqlState(), unsettled);
        }
        return error.busy()
                ? new Problem.LockHeld(error.message())
                : new Problem.RevisionsUnusable(error.message(), error.detail(), error.sqlState());
    }
}
