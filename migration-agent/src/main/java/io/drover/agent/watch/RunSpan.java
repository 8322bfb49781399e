package io.drover.agent.watch;

import io.drover.contracts.RunEvent;
import io.drover.contracts.RunFinished;
import io.drover.contracts.RunState;
import io.drover.engine.apply.EngineEvent;
import io.drover.engine.apply.FileResult;
import io.drover.engine.apply.StatementResult;
import io.drover.kit.trace.TraceParent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One run in a trace: a span for it, one below for each file, one below that for each statement, by its place and kind.
 * Neither texts of statements nor words of the database are shown, they may hold what is stored there. Of a run with very
 * many statements the first {@value #MOST_STATEMENTS} have spans. Used by the run's thread.
 */
public final class RunSpan implements Consumer<EngineEvent>, AutoCloseable {
    static final int MOST_STATEMENTS = 1_000;

    private static final AttributeKey<Long> TRIES = AttributeKey.longKey("drover.tries");

    private final Tracer tracer;
    private final Context run;
    private final Span span;
    private final Counter done;
    private final Counter failed;
    private final Map<String, Span> files = new HashMap<>();
    private StatementResult told;
    private int shown;

    RunSpan(Tracer tracer, MeterRegistry meters, Context run) {
        this.tracer = tracer;
        this.run = run;
        this.span = Span.fromContext(run);
        this.done = meters.counter("drover.statements", "result", "done");
        this.failed = meters.counter("drover.statements", "result", "failed");
    }

    /** What is done for the run on this thread is done in here. */
    public Context context() {
        return run;
    }

    /** For what is told of the run; null when it belongs to no trace. */
    public String traceparent() {
        return TraceParent.of(run);
    }

    @Override
    public void accept(EngineEvent event) {
        if (event instanceof EngineEvent.FileStarted started) {
            files.put(started.fileName(), file(started));
        } else if (event instanceof EngineEvent.StatementDone statement) {
            told = statement.statement();
            done.increment();
            show(statement.fileName(), told, true);
        } else if (event instanceof EngineEvent.Retrying retrying) {
            of(retrying.fileName()).addEvent("tried again", Attributes.of(TRIES, (long) retrying.tries()));
        } else if (event instanceof EngineEvent.FileDone over) {
            end(over.file());
        }
    }

    private Span file(EngineEvent.FileStarted file) {
        return tracer.spanBuilder("migration file")
                .setParent(run)
                .setAttribute("drover.file", file.fileName())
                .setAttribute("drover.statements", (long) file.statements())
                .startSpan();
    }

    /** The file's own span; the run's when the file has none. */
    private Span of(String fileName) {
        return files.getOrDefault(fileName, span);
    }

    private void end(FileResult file) {
        List<StatementResult> statements = file.statements();
        Span ended = of(file.fileName());
        if (!file.ok()) {
            StatementResult last = statements.isEmpty() ? null : statements.get(statements.size() - 1);
            // the engine tells of those that went well only, so an untold last one is the one that failed
            if (last != null && !last.equals(told)) {
                failed.increment();
                show(file.fileName(), last, false);
            }
            ended.setStatus(StatusCode.ERROR);
        }
        ended.setAttribute("drover.applied", (long) file.applied());
        if (files.remove(file.fileName()) != null) {
            ended.end();
        }
    }

    private void show(String fileName, StatementResult statement, boolean well) {
        if (!span.isRecording() || shown++ >= MOST_STATEMENTS) {
            return;
        }
        Instant end = Instant.now();
        Duration took = statement.duration();
        Span shownNow = tracer.spanBuilder("statement")
                .setParent(run.with(of(fileName)))
                .setStartTimestamp(end.minus(took))
                .setAttribute("drover.file", fileName)
                .setAttribute("drover.statement", (long) statement.index())
                .setAttribute("db.operation.name", StatementKind.of(statement.text()))
                .setAttribute("drover.outcome", well ? "done" : "failed")
                .startSpan();
        if (!well) {
            shownNow.setStatus(StatusCode.ERROR);
        }
        shownNow.end(end);
    }

    /** How it ended: the code of an error, never its words. */
    public void over(RunEvent end) {
        span.setAttribute("drover.outcome", RunWatch.result(end));
        if (end instanceof RunFinished finished && finished.error() != null) {
            span.setAttribute("error.type", String.valueOf(finished.error().code()));
        }
        if (end instanceof RunFinished finished
                && (finished.state() == RunState.FAILED || finished.state() == RunState.UNREACHABLE)) {
            span.setStatus(StatusCode.ERROR);
        }
    }

    @Override
    public void close() {
        files.values().forEach(Span::end);
        span.end();
    }
}
