package io.drover.agent.watch;

import io.drover.contracts.AgentCommand;
import io.drover.contracts.RunEvent;
import io.drover.contracts.RunFinished;
import io.drover.contracts.RunInspected;
import io.drover.contracts.RunResolved;
import io.drover.contracts.RunState;
import io.drover.kit.trace.TraceParent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Counts and times what is done, and shows each in the trace that its command came in. Thread-safe. */
@ApplicationScoped
@Startup
public class RunWatch {
    private static final List<RunState> RESULTS =
            List.of(RunState.SUCCEEDED, RunState.NO_ACTION, RunState.FAILED, RunState.UNREACHABLE);

    private final Tracer tracer;
    private final MeterRegistry meters;
    private final Timer runs;

    RunWatch(OpenTelemetry telemetry, MeterRegistry meters) {
        this.tracer = telemetry.getTracer("io.drover");
        this.meters = meters;
        this.runs = Timer.builder("drover.run")
                .description("how long a target was migrated, the waiting for its lock included")
                .register(meters);
        for (RunState state : RESULTS) {
            count(AgentCommand.Kind.APPLY, word(state.name())).increment(0);
        }
    }

    /**
     * A command is about to be executed on the calling thread.
     *
     * @param parent trace it came in, null for none
     */
    public RunSpan begin(AgentCommand command, String parent) {
        Context came = TraceParent.context(parent);
        Span span = tracer.spanBuilder(word(command.kind().name()) + " run")
                .setParent(came)
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute("messaging.system", "kafka")
                .setAttribute("drover.directory", String.valueOf(command.directory()))
                .setAttribute("drover.sequence", (long) command.sequence())
                .setAttribute("drover.target", String.valueOf(command.target().name()))
                .setAttribute("drover.deployment", command.ref().deployment())
                .setAttribute("drover.run", command.ref().run())
                .setAttribute("drover.attempt", (long) command.ref().attempt())
                .startSpan();
        if (command.sentAt() != null) {
            Duration waited = Duration.between(command.sentAt(), Instant.now());
            span.setAttribute("drover.waited_ms", Math.max(0, waited.toMillis()));
        }
        return new RunSpan(tracer, meters, came.with(span));
    }

    /** It is over. */
    public void ended(AgentCommand command, RunEvent end, Duration took) {
        count(command.kind(), result(end)).increment();
        if (command.kind() == AgentCommand.Kind.APPLY) {
            runs.record(took);
        }
    }

    private Counter count(AgentCommand.Kind kind, String result) {
        return meters.counter("drover.runs", "kind", word(kind.name()), "result", result);
    }

    /** One word for how it ended; there are some fifteen of them. */
    static String result(RunEvent end) {
        if (end instanceof RunFinished finished) {
            return word(finished.state().name());
        }
        if (end instanceof RunInspected inspected) {
            return word(inspected.finding().name());
        }
        return end instanceof RunResolved resolved ? word(resolved.state().name()) : "returned";
    }

    private static String word(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
