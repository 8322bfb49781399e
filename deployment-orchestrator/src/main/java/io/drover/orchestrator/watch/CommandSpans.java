package io.drover.orchestrator.watch;

import io.drover.contracts.AgentCommand;
import io.drover.kit.trace.TraceParent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Watches commands go out: counts what Kafka has taken, and hands the trace of the order on to the agent. The trace comes
 * from the row of the deployment, so it goes on whichever process sends the command.
 */
@ApplicationScoped
@Startup
public class CommandSpans {
    private final Tracer tracer;
    private final MeterRegistry meters;

    CommandSpans(OpenTelemetry telemetry, MeterRegistry meters) {
        this.tracer = telemetry.getTracer("io.drover");
        this.meters = meters;
        for (AgentCommand.Kind kind : AgentCommand.Kind.values()) {
            counter(kind);
        }
    }

    /**
     * Sends a command within a span, if it belongs to a trace.
     *
     * @param traceparent of the order, null for none
     * @param headers of the command without those of the trace
     * @param sending gets all headers
     */
    public CompletableFuture<Void> around(
            AgentCommand command,
            String traceparent,
            Map<String, String> headers,
            Function<Map<String, String>, CompletableFuture<Void>> sending) {
        if (traceparent == null) {
            return counted(command, sending.apply(headers));
        }
        Context parent = TraceParent.context(traceparent);
        Span span = tracer.spanBuilder("send command")
                .setParent(parent)
                .setSpanKind(SpanKind.PRODUCER)
                .setAttribute("messaging.system", "kafka")
                .setAttribute("drover.command", command.kind().name())
                .setAttribute("drover.deployment", command.ref().deployment())
                .setAttribute("drover.run", command.ref().run())
                .setAttribute("drover.attempt", (long) command.ref().attempt())
                .setAttribute("drover.target", command.target().name())
                .startSpan();
        Map<String, String> all = new HashMap<>(headers);
        all.put(TraceParent.HEADER, TraceParent.of(parent.with(span)));
        return counted(command, sending.apply(all)).whenComplete((sent, failure) -> {
            if (failure != null) {
                span.setStatus(StatusCode.ERROR, "Kafka has not taken it");
            }
            span.end();
        });
    }

    private CompletableFuture<Void> counted(AgentCommand command, CompletableFuture<Void> sent) {
        return sent.thenRun(counter(command.kind())::increment);
    }

    private Counter counter(AgentCommand.Kind kind) {
        return Counter.builder("drover.commands.sent")
                .description("commands that Kafka has taken, those sent again included")
                .tag("kind", kind.name().toLowerCase(Locale.ROOT))
                .register(meters);
    }
}
