package io.drover.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Tests run in a process whose input and output are pipes. */
class TerminalTest {
    @Test
    void aPipeIsNoTerminalOnAnyJdk() {
        assertThat(Terminal.isHere()).isFalse();
        assertThat(Shell.ofProcess().live()).isFalse();
    }

    @Test
    void aDescriptorIsLookedAtWhereTheSystemShowsIt() {
        assumeThat(Path.of("/proc/self/fd/1")).exists();

        assertThat(Terminal.mayBe(1)).isFalse();
        assertThat(Terminal.mayBe(98_765)).isTrue();
    }
}
