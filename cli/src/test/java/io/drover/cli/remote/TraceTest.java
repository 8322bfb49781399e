package io.drover.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.cli.output.Shell;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceTest {
    @Test
    void goesOnWithTheTraceItWasCalledIn() {
        String given = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00";

        assertThat(Trace.header(shell(Map.of("TRACEPARENT", given)))).isEqualTo(Map.of("traceparent", given));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\r\nx: y"
            })
    void beginsATraceOfItsOwnOtherwise(String given) {
        String first = Trace.header(shell(Map.of("TRACEPARENT", given))).get("traceparent");
        String second = Trace.header(shell(Map.of())).get("traceparent");

        assertThat(first).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01").isNotEqualTo(second);
    }

    private static Shell shell(Map<String, String> environment) {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        return new Shell(Path.of("").toAbsolutePath(), environment, nowhere, nowhere, false);
    }
}
