package io.drover.all;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.cli.output.Failure;
import io.drover.cli.output.Shell;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTerminalTest {
    @TempDir
    Path folder;

    private final StringWriter shown = new StringWriter();

    @Test
    void showsTheCommandAsTypedAndWhatItPrints() {
        terminal().run(0, text -> text.endsWith("_x.sql\n"), "migrate", "new", "x");

        assertThat(shown.toString()).matches("\\n\\$ drover migrate new x\\nmigrations/\\d{14}_x\\.sql\\n");
    }

    @Test
    void aBrokenPromiseEndsTheDemo() {
        assertThatThrownBy(() -> terminal().run(0, text -> true, "migrate", "hash"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("'drover migrate hash' did not do what this demo promises");
        assertThat(shown.toString()).contains("Error: there is no migration directory");
    }

    private DemoTerminal terminal() {
        PrintWriter writer = new PrintWriter(shown);
        Shell shell = new Shell(folder, Map.of("HOME", folder.toString()), writer, writer, false);
        return new DemoTerminal(shell, new DemoScreen(shell));
    }
}
