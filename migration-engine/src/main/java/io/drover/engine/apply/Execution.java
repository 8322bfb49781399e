package io.drover.engine.apply;

import io.drover.engine.target.TargetUrl;
import java.util.List;
import java.util.function.Consumer;

/**
 * Executes planned files on an open session: those that are a transaction as {@link TransactionalFiles}, the others as
 * {@link SingleStatements}.
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
            Problem problem = inOneTransaction(0, files);
            if (problem != null) {
                log.rollBackAll();
            }
            return problem;
        }
        for (int i = 0; i < files.size(); i++) {
            FilePlan file = files.get(i);
            Problem problem = file.transactional()
                    ? inOneTransaction(i, List.of(file))
                    : new SingleStatements(session, target, operator, log, file).run(i, retries);
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    private Problem inOneTransaction(int index, List<FilePlan> files) {
        return new TransactionalFiles(session, target, operator, log, index, files).run(retries);
    }
}
