package io.drover.kit.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {
    private static final String TEXT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Test
    void comesOutOfAContextAsItWentIn() {
        Context context = TraceParent.context(TEXT);

        assertThat(TraceParent.of(context)).isEqualTo(TEXT);
        try (Scope here = context.makeCurrent()) {
            assertThat(TraceParent.current()).isEqualTo(TEXT);
        }
        assertThat(TraceParent.current()).isNull();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "what",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01"
            })
    void whatIsNoTraceParentBelongsToNoTrace(String text) {
        assertThat(TraceParent.of(TraceParent.context(text))).isNull();
    }

    @Test
    void goesThroughTheHeadersOfARecord() {
        RecordHeaders headers = new RecordHeaders();

        TraceParent.add(headers, null);
        assertThat(headers).isEmpty();
        assertThat(TraceParent.in(headers)).isNull();

        TraceParent.add(headers, TEXT);
        assertThat(TraceParent.in(headers)).isEqualTo(TEXT);
    }
}
