package io.drover.engine.apply;

import io.drover.engine.target.TargetUrl;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** What an execution has done, and what was told of it: of each file once that it begins and once that it is over. */
final class ExecutionLog {

    private final Consumer<EngineEvent> events;
    private final Map<String, FileResult> results = new LinkedHashMap<>();
    private final Set<String> begun = new HashSet<>();
    private final Set<String> over = new HashSet<>();

    ExecutionLog(Consumer<EngineEvent> events) {
        this.events = events;
    }

    List<FileResult> results() {
        return new ArrayList<>(results.values());
    }

    FileRun start(int index, FilePlan plan, int number) {
        if (begun.add(plan.fileName())) {
            events.accept(new EngineEvent.FileStarted(plan.fileName(), plan.version(), index + 1, plan.total()));
        }
        return new FileRun(plan, Instant.now(), number);
    }

    /** Asks the checks of a file; null when all of them hold. */
    Problem check(FileRun run, Session session, TargetUrl target) {
        return CheckRun.of(run, session, target, events);
    }

    void executed(FilePlan plan, StatementResult statement) {
        events.accept(new EngineEvent.StatementDone(plan.fileName(), plan.version(), statement, plan.total()));
    }

    void finish(FileResult result) {
        results.put(result.fileName(), result);
        if (over.add(result.fileName())) {
            events.accept(new EngineEvent.FileDone(result));
        }
    }

    /** What was done of these files was rolled back and will be done again. */
    void forget(List<FilePlan> files) {
        files.forEach(file -> results.remove(file.fileName()));
    }

    /** What went well was rolled back with what did not. */
    void rollBackAll() {
        results.replaceAll((name, file) -> file.ok() ? file.rolledBack() : file);
    }
}
