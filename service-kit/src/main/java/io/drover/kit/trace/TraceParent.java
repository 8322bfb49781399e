package io.drover.kit.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * A trace where it has no thread to live on: in a row, in the header of a record, in a request. There it is the text that
 * W3C Trace Context calls {@code traceparent}, 55 characters. Stateless.
 */
public final class TraceParent {
    /** Name of the header, in HTTP and in Kafka. */
    public static final String HEADER = "traceparent";

    private static final TextMapGetter<String> ONLY_THIS = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String carrier) {
            return List.of(HEADER);
        }

        @Override
        public String get(String carrier, String key) {
            return HEADER.equals(key) ? carrier : null;
        }
    };

    private TraceParent() {}

    /** What is being done on this thread, null when it belongs to no trace. */
    public static String current() {
        return of(Context.current());
    }

    /** The span of a context as text, null when there is none. */
    public static String of(Context context) {
        SpanContext span = Span.fromContext(context).getSpanContext();
        return span.isValid()
                ? "00-" + span.getTraceId() + "-" + span.getSpanId() + "-"
                        + span.getTraceFlags().asHex()
                : null;
    }

    /** The context to go on in; the empty one when the text is null or no trace parent. */
    public static Context context(String text) {
        return text == null
                ? Context.root()
                : W3CTraceContextPropagator.getInstance().extract(Context.root(), text, ONLY_THIS);
    }

    /** What the headers of a record say, null when they say nothing. */
    public static String in(Headers headers) {
        Header header = headers.lastHeader(HEADER);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** Adds a trace parent to the headers of a record; null adds nothing. */
    public static void add(Headers headers, String text) {
        if (text != null) {
            headers.add(HEADER, text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
