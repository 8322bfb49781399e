package io.drover.e2e.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drover.e2e.fixture.CommandLine;
import io.drover.e2e.fixture.CommandLine.Result;
import io.drover.embedded.part.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code drover up} as a person uses it. */
class UpCommandIT {
    @TempDir
    Path folder;

    @Test
    void runsOnceOnADataDirectoryAndLeavesNothingBehindAtSigterm() throws Exception {
        CommandLine drover = new CommandLine(folder, Map.of());
        Path output = folder.resolve("up.txt");
        String port = freePort();
        Process up = drover.start(output, "up", "--data", "data", "--port", port);
        try {
            await().atMost(Duration.ofSeconds(150))
                    .untilAsserted(() -> assertThat(Files.readString(output)).contains("http://localhost:" + port));
            List<ProcessHandle> parts = up.toHandle().descendants().toList();
            assertThat(parts).hasSizeGreaterThan(6);

            Result second = drover.run("up", "--data", "data", "--port", freePort());

            assertThat(second.exitCode()).isEqualTo(1);
            assertThat(second.err().lines())
                    .anyMatch(line -> line.startsWith("Error: ")
                            && line.contains("data")
                            && line.contains("http://localhost:" + port));
            up.destroy();
            assertThat(up.waitFor(30, TimeUnit.SECONDS)).isTrue();
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(parts).noneMatch(ProcessHandle::isAlive));
        } finally {
            up.destroyForcibly();
        }
    }

    private static String freePort() {
        return Integer.toString(new Ports().next());
    }
}
