package io.drover.embedded.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path data;

    private final CompletableFuture<StackException> gaveUp = new CompletableFuture<>();
    private Part part;

    @BeforeEach
    void nothingYet() {
        part = null;
    }

    @AfterEach
    void stop() {
        if (part != null) {
            part.stop();
        }
    }

    @Test
    void givesUpAfterFiveDeathsBeforeHealthAndShowsTheLastLines() throws Exception {
        // When
        part = part("echo starting; echo 'cannot find my heart' >&2; exit 3", pid -> false);
        part.start();

        // Then
        StackException reason = gaveUp.get(60, TimeUnit.SECONDS);
        assertThat(reason)
                .hasMessageContaining("patient died 5 times in a row")
                .hasMessageContaining("exit code 3")
                .hasMessageContaining("cannot find my heart");
        assertThat(part.launches()).isEqualTo(5);
        assertThat(part.state()).isEqualTo(Part.State.GIVEN_UP);
        assertThatThrownBy(() -> part.awaitReady(PATIENCE)).isSameAs(reason);
    }

    @Test
    void neverGivesUpAPartThatWasHealthyBeforeEachDeath() {
        // When
        part = part("sleep 0.2; exit 1", pid -> true);
        part.start();

        // Then
        Awaitility.await().atMost(PATIENCE).until(() -> part.launches() >= 7);
        assertThat(gaveUp).isNotDone();
    }

    @Test
    void killsWhatIgnoresTheRequestToStopAndItsChildren() throws Exception {
        // Given
        part = part("trap '' TERM; sleep 1000 & echo $! > child; wait; sleep 1000", this::childStarted);
        part.start();
        part.awaitReady(PATIENCE);
        long child = Long.parseLong(Files.readString(data.resolve("child")).strip());
        ProcessHandle itself = ProcessHandle.of(part.pid().orElseThrow()).orElseThrow();

        // When
        part.stop();

        // Then
        assertThat(itself.isAlive()).isFalse();
        assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(part.state()).isEqualTo(Part.State.STOPPED);
    }

    @Test
    void holdsAFrozenPartAndWhatItStartedUntilItIsThawed() throws Exception {
        // Given
        part = part("sleep 1000 & echo $! > child; wait", this::childStarted);
        part.start();
        part.awaitReady(PATIENCE);
        long itself = part.pid().orElseThrow();
        long child = Long.parseLong(Files.readString(data.resolve("child")).strip());

        // When
        part.freeze();

        // Then
        Awaitility.await().atMost(PATIENCE).until(() -> state(itself) == 'T' && state(child) == 'T');
        assertThat(part.state()).isEqualTo(Part.State.READY);
        part.thaw();
        Awaitility.await().atMost(PATIENCE).until(() -> state(itself) == 'S' && state(child) == 'S');
        assertThat(part.pid()).hasValue(itself);
    }

    @Test
    void startsAFrozenPartAgainWhenItIsKilledOrAskedToEnd() {
        // Given
        part = part("sleep 1000", pid -> true);
        part.start();
        part.awaitReady(PATIENCE);

        // When
        part.freeze();
        part.kill();

        // Then
        Awaitility.await().atMost(PATIENCE).until(() -> part.launches() == 2);
        part.freeze();
        part.restart();
        Awaitility.await().atMost(PATIENCE).until(() -> part.launches() == 3);
    }

    @Test
    void stopsAFrozenPartAndItsChildren() throws Exception {
        // Given
        part = part("sleep 1000 & echo $! > child; wait", this::childStarted);
        part.start();
        part.awaitReady(PATIENCE);
        long itself = part.pid().orElseThrow();
        long child = Long.parseLong(Files.readString(data.resolve("child")).strip());
        part.freeze();

        // When
        part.stop();

        // Then
        assertThat(ProcessHandle.of(itself).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void appendsEveryLaunchToOneLog() throws Exception {
        // When
        part = part("echo hello; exit 1", pid -> false);
        part.start();

        // Then
        gaveUp.get(60, TimeUnit.SECONDS);
        assertThat(Files.readAllLines(part.logFile()))
                .hasSize(10)
                .filteredOn(line -> line.startsWith("=== patient started "))
                .hasSize(5);
    }

    @Test
    void endsWhatAKilledSupervisorLeftAndNothingElse() throws Exception {
        // Given
        Process left = new ProcessBuilder("sleep", "1000").start();
        Process other = new ProcessBuilder("sleep", "1000").start();
        Path run = data.resolve("run");
        new PidFile(run.resolve("left.pid")).write(left.toHandle());
        Files.writeString(run.resolve("other.pid"), other.pid() + " 2001-01-01T00:00:00Z");

        // When
        PidFile.endLeftovers(run);

        // Then
        assertThat(left.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(other.isAlive()).isTrue();
        other.destroyForcibly();
    }

    @Test
    void waitsLongerAfterEachDeathAndAtMostTenSeconds() {
        // Given
        Backoff backoff = new Backoff(Duration.ofSeconds(1));

        // When, Then
        List.of(1, 2, 4, 8).forEach(seconds -> {
            assertThat(backoff.diedFinally(false)).isFalse();
            assertThat(backoff.pause()).isEqualTo(Duration.ofSeconds(seconds));
        });
        assertThat(backoff.diedFinally(false)).isTrue();
        assertThat(backoff.pause()).isEqualTo(Duration.ofSeconds(10));
        assertThat(backoff.diedFinally(true)).isFalse();
        assertThat(backoff.pause()).isEqualTo(Duration.ofSeconds(1));
    }

    /** The letter by which the system names what a process does: S sleeping, T stopped. */
    private static char state(long pid) throws java.io.IOException {
        String line = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        return line.charAt(line.lastIndexOf(')') + 2);
    }

    private boolean childStarted(long pid) {
        try {
            return !Files.readString(data.resolve("child")).isBlank();
        } catch (java.io.IOException notYet) {
            return false;
        }
    }

    private Part part(String script, Health health) {
        PartSpec spec = PartSpec.of("patient", data, List.of("sh", "-c", script))
                .readyWhen(health)
                .stoppedWithin(Duration.ofMillis(500));
        return new Part(spec, data, PartListener.SILENT, gaveUp::complete, new Backoff(Duration.ofMillis(10)));
    }
}
