package io.drover.engine.apply;

import io.drover.engine.apply.LockRetries.Try;
import io.drover.engine.target.TargetUrl;
import java.sql.SQLException;
import java.util.List;

/**
 * Files that are one transaction. The revision rows are written once, just before the commit: a kill before it leaves
 * neither statements nor rows, a kill after it leaves both. What was rolled back whole can be tried again.
 */
final class TransactionalFiles {

    private final Session session;
    private final TargetUrl target;
    private final String operator;
    private final ExecutionLog log;
    private final StatementRun statements;
    private final int index;
    private final List<FilePlan> files;
    private FileRun last;

    /** @param index place of the first of these files among all that are executed, counted from 0 */
    TransactionalFiles(
            Session session, TargetUrl target, String operator, ExecutionLog log, int index, List<FilePlan> files) {
        this.session = session;
        this.target = target;
        this.operator = operator;
        this.log = log;
        this.statements = new StatementRun(session, log);
        this.index = index;
        this.files = files;
    }

    /** Executes all of them or none; null when all went well. */
    Problem run(LockRetries retries) {
        Problem problem = retries.run(files.get(0).fileName(), this::once);
        if (problem != null && last != null) {
            log.finish(last.result(last.plan().skipped(), false));
        }
        return problem;
    }

    private Try once(int number) {
        log.forget(files);
        last = null;
        try {
            session.begin();
        } catch (Refusal e) {
            return new Try(e.problem(), false);
        } catch (SQLException e) {
            DatabaseError error = session.error(e);
            return new Try(Sessions.problem(target, error, false), error.passing());
        }
        for (int i = 0; i < files.size(); i++) {
            if (last != null) {
                log.finish(last.result(last.plan().total(), true));
            }
            last = log.start(index + i, files.get(i), number);
            Try failed = executed(last);
            if (failed != null) {
                return failed;
            }
        }
        return committed();
    }

    /** Null when it went well. */
    private Try executed(FileRun run) {
        for (int i = run.plan().skipped(); i < run.plan().total(); i++) {
            DatabaseError error = statements.execute(run, i);
            if (error != null) {
                Problem problem = error.lost() ? Sessions.problem(target, error, true) : error.failing(run.plan(), i);
                return rolledBack(problem, error.passing());
            }
        }
        DatabaseError error = statements.write(run, run.applied(operator));
        return error == null ? null : rolledBack(Sessions.problem(target, error, true), error.passing());
    }

    private Try committed() {
        try {
            session.commit();
        } catch (SQLException e) {
            DatabaseError error = session.error(e);
            FilePlan plan = last.plan();
            Problem problem = error.lost()
                    ? Sessions.problem(target, error, true)
                    : new Problem.CommitFailed(
                            plan.fileName(),
                            plan.version(),
                            error.message(),
                            error.detail(),
                            error.hint(),
                            error.sqlState());
            return error.lost() ? new Try(problem, false) : rolledBack(problem, error.passing());
        }
        log.finish(last.result(last.plan().total(), true));
        return Try.WELL;
    }

    /** The transaction is over either way: one that cannot be rolled back was lost with its connection. */
    private Try rolledBack(Problem problem, boolean passing) {
        try {
            session.rollback();
            return new Try(problem, passing && session.rollsBackWhole());
        } catch (SQLException e) {
            DatabaseError error = session.error(e);
            return new Try(error.lost() ? Sessions.problem(target, error, false) : problem, false);
        }
    }
}
