package io.drover.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.embedded.part.PartListener;
import io.drover.embedded.part.Ports;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorKilledTest {
    @TempDir
    Path folder;

    @Test
    void leavesNothingBehindNotEvenWhatWasFrozenAndCanStartAgain() throws Exception {
        // Given
        FakeHome.in(folder.resolve("home"));
        Process supervisor = startSupervisor();
        List<ProcessHandle> processes;
        try (BufferedReader output = supervisor.inputReader()) {
            processes = Stream.of(output.readLine().split(" ", -1))
                    .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
                    .toList();
        }
        assertThat(processes).hasSize(7).allMatch(ProcessHandle::isAlive);

        // When
        supervisor.destroyForcibly().waitFor();

        // Then
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(processes).noneMatch(ProcessHandle::isAlive));
        Process again = startSupervisor();
        try (BufferedReader output = again.inputReader()) {
            assertThat(output.readLine()).matches("\\d+( \\d+){6}");
        }
        again.destroy(); // as Ctrl-C does
        assertThat(again.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(folder.resolve("data/logs/postgres.log")).content().contains("database system is shut down");
    }

    private Process startSupervisor() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Supervisor.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Starts a stack, freezes two parts, prints the pids of all in one line, and waits. */
    static final class Supervisor {
        private Supervisor() {}

        public static void main(String[] args) {
            Path folder = Path.of(args[0]);
            EmbeddedStack stack = EmbeddedStack.in(folder.resolve("data"))
                    .home(DroverHome.at(folder.resolve("home")))
                    .port(new Ports().next())
                    .build();
            stack.start(PartListener.SILENT);
            stack.part("postgres").freeze();
            stack.part("status-service").freeze();
            System.out.println(String.join(
                    " ",
                    stack.parts().stream()
                            .map(part -> Long.toString(part.pid().orElseThrow()))
                            .toList()));
            stack.awaitEnd();
        }
    }
}
