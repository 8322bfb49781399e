package io.drover.kit.event;

import io.drover.kit.trace.TraceParent;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Shows in each trace what became of its records here. Records of a poll are taken together, each may be of another trace:
 * so each that belongs to one gets a span of its own, as long as the taking of all. Those of no trace cost a look at their
 * headers. Thread-safe.
 */
@ApplicationScoped
public class PollSpans {
    private final Tracer tracer;

    PollSpans(OpenTelemetry telemetry) {
        this.tracer = telemetry.getTracer("io.drover");
    }

    /** Spans that end when this is closed. */
    public record Open(List<Span> spans) implements AutoCloseable {
        @Override
        public void close() {
            spans.forEach(Span::end);
        }
    }

    /** @param verb what is done to the records, such as {@code project} */
    public Open open(String verb, Iterable<ConsumerRecord<String, byte[]>> records) {
        List<Span> spans = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            String parent = TraceParent.in(record.headers());
            if (parent != null) {
                spans.add(tracer.spanBuilder(verb + " " + typeOf(record))
                        .setParent(TraceParent.context(parent))
                        .setSpanKind(SpanKind.CONSUMER)
                        .setAttribute("messaging.system", "kafka")
                        .setAttribute("messaging.destination.name", record.topic())
                        .setAttribute("messaging.kafka.offset", record.offset())
                        .startSpan());
            }
        }
        return new Open(spans);
    }

    private static String typeOf(ConsumerRecord<?, ?> record) {
        Header type = record.headers().lastHeader(CloudEventHeaders.TYPE);
        return type == null || type.value() == null ? "record" : new String(type.value(), StandardCharsets.UTF_8);
    }
}
