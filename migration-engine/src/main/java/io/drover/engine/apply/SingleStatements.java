package io.drover.engine.apply;

import io.drover.engine.apply.LockRetries.Try;
import io.drover.engine.target.TargetUrl;
import java.sql.SQLException;

/**
 * A file whose statements are each on their own. Each one is announced in the revision row before it runs, so that a kill in
 * between is seen by the next execution, which then refuses to guess. A statement that failed without effect is said to have
 * failed before it is tried again: a kill while it waits for that leaves nothing unknown.
 */
final class SingleStatements {

    private final Session session;
    private final TargetUrl target;
    private final String operator;
    private final ExecutionLog log;
    private final StatementRun statements;
    private final FilePlan plan;
    private final OwnTransaction own;
    private FileRun run;
    private int applied;

    SingleStatements(Session session, TargetUrl target, String operator, ExecutionLog log, FilePlan plan) {
        this.session = session;
        this.target = target;
        this.operator = operator;
        this.log = log;
        this.statements = new StatementRun(session, log);
        this.plan = plan;
        this.own = new OwnTransaction(session);
    }

    /**
     * Executes what is left of the file; null when all went well.
     *
     * @param index its place among all that are executed, counted from 0
     */
    Problem run(int index, LockRetries retries) {
        run = log.start(index, plan, 1);
        applied = plan.skipped();
        Problem unmet = log.check(run, session, target);
        if (unmet != null) {
            return failed(unmet);
        }
        while (applied < plan.total()) {
            Problem problem = retries.run(plan.fileName(), this::next);
            if (problem != null) {
                return failed(problem);
            }
            applied++;
        }
        Problem problem = leftOpen();
        problem = problem == null ? retries.run(plan.fileName(), number -> written(run.applied(operator))) : problem;
        if (problem != null) {
            return failed(problem);
        }
        log.finish(run.result(plan.total(), true));
        return null;
    }

    private Problem failed(Problem problem) {
        log.finish(run.result(applied, false));
        return problem;
    }

    private Try next(int number) {
        run.tried(number);
        Try announced = written(run.executing(applied, operator));
        if (announced.problem() != null) {
            return announced;
        }
        String text = plan.statements().get(applied).text();
        DatabaseError error = statements.execute(run, applied);
        if (error == null) {
            own.executed(text, applied);
            return Try.WELL;
        }
        if (error.lost()) {
            return new Try(Sessions.problem(target, error, true), false);
        }
        Problem.StatementFailed problem = error.failing(plan, applied);
        boolean passing = error.passing() && session.hadNoEffect(text);
        int failing = applied;
        DatabaseError lost = endOwnTransaction();
        lost = lost == null ? statements.write(run, run.failed(applied, failing, error.message(), operator)) : lost;
        if (lost == null) {
            return new Try(problem, passing);
        }
        return new Try(lost.lost() ? Sessions.problem(target, lost, true) : problem.unrecorded(lost.message()), false);
    }

    private Try written(Revision row) {
        DatabaseError error = statements.write(run, row);
        return error == null
                ? Try.WELL
                : new Try(Sessions.problem(target, error, true), error.passing() && !own.isOpen());
    }

    /** The failure of one statement undoes the whole transaction that the file has begun. */
    private DatabaseError endOwnTransaction() {
        try {
            if (own.isOpen()) {
                applied = own.begunAt();
                own.end();
            } else {
                own.leave();
            }
            return null;
        } catch (SQLException e) {
            return session.error(e);
        }
    }

    /** What is not committed at the end of a file would be lost with the connection, its revision too. */
    private Problem leftOpen() {
        if (!own.isOpen()) {
            DatabaseError error = endOwnTransaction();
            return error == null ? null : Sessions.problem(target, error, true);
        }
        int begin = own.begunAt();
        String sentence = "\"" + plan.fileName() + "\" begins a transaction with statement " + (begin + 1)
                + " and does not end it: write COMMIT behind its last statement";
        DatabaseError error = endOwnTransaction();
        error = error == null ? statements.write(run, run.failed(applied, begin, sentence, operator)) : error;
        return error == null
                ? new Problem.UnsupportedOption(plan.fileName(), sentence)
                : Sessions.problem(target, error, true);
    }
}
