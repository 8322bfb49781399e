package io.drover.engine.apply;

import io.drover.engine.split.Statement;
import io.drover.engine.target.TargetUrl;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Executes planned files on an open session.
 *
 * <p>In a transaction the revision row is written once, just before the commit: a kill before it leaves neither statements
 * nor row, a kill after it leaves both. Without a transaction each statement is announced in the row before it runs, so
 * that a kill in between is seen by the next execution, which then refuses to guess.
 */
final class Execution {

    private final Session session;
    private final TargetUrl target;
    private final String operator;
    private final Consumer<EngineEvent> events;
    private final List<FileResult> results = new ArrayList<>();

    Execution(Session session, TargetUrl target, String operator, Consumer<EngineEvent> events) {
        this.session = session;
        this.target = target;
        this.operator = operator;
        this.events = events;
    }

    /** What was executed so far, the failing file last. */
    List<FileResult> results() {
        return List.copyOf(results);
    }

    /** Executes the files up to the first that fails; null when none does. */
    Problem run(List<FilePlan> files, TxMode mode) {
        if (mode == TxMode.ALL) {
            return allAtOnce(files);
        }
        for (int i = 0; i < files.size(); i++) {
            FilePlan file = files.get(i);
            try {
                boolean atomic = file.transactional() && session.atomic(file.statements());
                Problem problem = atomic ? inOneTransaction(i, List.of(file)) : statementByStatement(i, file);
                if (problem != null) {
                    return problem;
                }
            } catch (SQLException e) {
                return Sessions.problem(target, session.error(e), false);
            }
        }
        return null;
    }

    private Problem allAtOnce(List<FilePlan> files) {
        try {
            for (FilePlan file : files) {
                if (!file.statements().isEmpty() && !session.atomic(file.statements())) {
                    return new Problem.UnsupportedOption(
                            file.fileName(),
                            "txmode \"all\" cannot hold \"" + file.fileName()
                                    + "\": this database commits some of its statements on its own. Use \"file\" instead");
                }
            }
            return inOneTransaction(files);
        } catch (SQLException e) {
            return Sessions.problem(target, session.error(e), false);
        }
    }

    private Problem inOneTransaction(List<FilePlan> files) {
        Problem problem = inOneTransaction(0, files);
        if (problem != null) {
            results.replaceAll(file -> file.ok() ? rolledBack(file) : file);
        }
        return problem;
    }

    private Problem inOneTransaction(int index, List<FilePlan> files) {
        try {
            session.begin();
        } catch (Refusal e) {
            return e.problem();
        } catch (SQLException e) {
            return Sessions.problem(target, session.error(e), false);
        }
        FileRun last = null;
        for (int i = 0; i < files.size(); i++) {
            if (last != null) {
                finish(last.result(last.plan().total(), true));
            }
            last = start(index + i, files.get(i));
            Problem problem = statements(last);
            problem = problem == null ? written(last, last.applied(operator)) : problem;
            if (problem != null) {
                return failed(last, rolledBack(problem));
            }
        }
        try {
            session.commit();
        } catch (SQLException e) {
            return failed(last, commitFailed(last.plan(), session.error(e)));
        }
        finish(last.result(last.plan().total(), true));
        return null;
    }

    private Problem statementByStatement(int index, FilePlan plan) {
        FileRun run = start(index, plan);
        for (int i = plan.skipped(); i < plan.total(); i++) {
            Problem problem = written(run, run.executing(i, operator));
            if (problem != null) {
                return failedAfter(i, run, problem);
            }
            problem = execute(run, i);
            if (problem != null) {
                boolean failed = problem instanceof Problem.StatementFailed;
                return failedAfter(i, run, failed ? noted(run, i, problem) : problem);
            }
        }
        Problem problem = written(run, run.applied(operator));
        problem = problem == null ? settled() : problem;
        if (problem != null) {
            return failedAfter(plan.total(), run, problem);
        }
        finish(run.result(plan.total(), true));
        return null;
    }

    /** Writes a failure into the row, unless the file's own transaction took the row back with all it did. */
    private Problem noted(FileRun run, int index, Problem problem) {
        try {
            if (!session.endOwnTransaction(false)) {
                return problem;
            }
        } catch (SQLException e) {
            return Sessions.problem(target, session.error(e), true);
        }
        Problem unwritten = written(run, run.failed(index, problem.message(), operator));
        return unwritten == null ? problem : unwritten;
    }

    private Problem settled() {
        try {
            session.endOwnTransaction(true);
            return null;
        } catch (SQLException e) {
            return Sessions.problem(target, session.error(e), true);
        }
    }

    private Problem statements(FileRun run) {
        for (int i = run.plan().skipped(); i < run.plan().total(); i++) {
            Problem problem = execute(run, i);
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    private Problem execute(FileRun run, int index) {
        Statement statement = run.plan().statements().get(index);
        long started = System.nanoTime();
        DatabaseError error = null;
        try {
            session.execute(statement.text());
        } catch (SQLException e) {
            error = session.error(e);
        }
        StatementResult result = new StatementResult(
                index + 1,
                statement.text(),
                statement.offset(),
                statement.length(),
                Duration.ofNanos(System.nanoTime() - started));
        run.add(result);
        if (error == null) {
            events.accept(new EngineEvent.StatementDone(
                    run.plan().fileName(),
                    run.plan().version(),
                    result,
                    run.plan().total()));
            return null;
        }
        return error.lost() ? Sessions.problem(target, error, true) : error.failing(run.plan(), index);
    }

    private Problem written(FileRun run, Revision revision) {
        try {
            run.write(revision, session.revisions());
            return null;
        } catch (SQLException e) {
            return Sessions.problem(target, session.error(e), true);
        }
    }

    /** The transaction is over either way: one that cannot be rolled back was lost with its connection. */
    private Problem rolledBack(Problem problem) {
        try {
            session.rollback();
            return problem;
        } catch (SQLException e) {
            DatabaseError error = session.error(e);
            return error.lost() ? Sessions.problem(target, error, false) : problem;
        }
    }

    private Problem commitFailed(FilePlan plan, DatabaseError error) {
        if (error.lost()) {
            return Sessions.problem(target, error, true);
        }
        return rolledBack(new Problem.CommitFailed(
                plan.fileName(), plan.version(), error.message(), error.detail(), error.hint(), error.sqlState()));
    }

    private FileRun start(int index, FilePlan plan) {
        events.accept(new EngineEvent.FileStarted(plan.fileName(), plan.version(), index + 1, plan.total()));
        return new FileRun(plan, Instant.now());
    }

    private Problem failed(FileRun run, Problem problem) {
        return failedAfter(run.plan().skipped(), run, problem);
    }

    private Problem failedAfter(int applied, FileRun run, Problem problem) {
        finish(run.result(applied, false));
        return problem;
    }

    private void finish(FileResult result) {
        results.add(result);
        events.accept(new EngineEvent.FileDone(result));
    }

    private static FileResult rolledBack(FileResult file) {
        return new FileResult(
                file.fileName(),
                file.version(),
                file.description(),
                0,
                file.total(),
                file.startedAt(),
                file.duration(),
                file.statements(),
                false);
    }
}
