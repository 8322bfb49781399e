package io.drover.engine.apply;

import io.drover.engine.target.TargetUrl;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;

/**
 * Executes planned files on an open session: those that are a transaction, and that the database can take back as a
 * whole, as {@link TransactionalFiles}, the others as {@link SingleStatements}.
 */
final class Execution {

    private final Session session;
    private final TargetUrl target;
    private final String operator;
    private final LockRetries retries;
    private final ExecutionLog log;

    Execution(Session session, TargetUrl target, String operator, LockRetries retries, Consumer<EngineEvent> events) {
        this.session = session;
        this.target = target;
        this.operator = operator;
        this.retries = retries;
        this.log = new ExecutionLog(events);
    }

    /** What was executed so far, the failing file last. */
    List<FileResult> results() {
        return log.results();
    }

    /** Executes the files up to the first that fails; null when none does. */
    Problem run(List<FilePlan> files, TxMode mode) {
        if (mode == TxMode.ALL) {
            Problem problem = allAtOnce(files);
            if (problem != null) {
                log.rollBackAll();
            }
            return problem;
        }
        for (int i = 0; i < files.size(); i++) {
            Problem problem = one(i, files.get(i));
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    private Problem one(int index, FilePlan file) {
        boolean atomic;
        try {
            atomic = file.transactional() && session.atomic(file.statements());
        } catch (SQLException e) {
            return Sessions.problem(target, session.error(e), false);
        }
        return atomic
                ? inOneTransaction(index, List.of(file))
                : new SingleStatements(session, target, operator, log, file).run(index, retries);
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
        } catch (SQLException e) {
            return Sessions.problem(target, session.error(e), false);
        }
        return inOneTransaction(0, files);
    }

    private Problem inOneTransaction(int index, List<FilePlan> files) {
        return new TransactionalFiles(session, target, operator, log, index, files).run(retries);
    }
}
