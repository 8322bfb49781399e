package io.drover.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.embedded.part.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    private static final int TAKEN = 7;

    @TempDir
    Path folder;

    /** A second process that tries to take the folder in the first argument. */
    static final class Taker {
        public static void main(String[] folder) {
            try (DataDirectory data = DataDirectory.take(Path.of(folder[0]), "http://localhost:1")) {
                System.out.println("took " + data.path());
            } catch (StackException refused) {
                System.out.println(refused.getMessage());
                System.exit(TAKEN);
            }
        }
    }

    @Test
    void isHeldAgainstOtherProcessesAlsoAfterASecondTryInThisOne() throws Exception {
        try (DataDirectory held = DataDirectory.take(folder, "http://localhost:8080")) {
            assertThatThrownBy(() -> DataDirectory.take(folder, "http://localhost:9090"))
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("running already on " + held.path())
                    .hasMessageContaining("http://localhost:8080");

            assertThat(takeFromAnotherProcess()).isEqualTo(TAKEN);
        }
    }

    @Test
    void isFreeAfterwards() throws Exception {
        DataDirectory.take(folder, "http://localhost:8080").close();

        assertThat(takeFromAnotherProcess()).isZero();
    }

    private int takeFromAnotherProcess() throws IOException, InterruptedException {
        Process taker = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Taker.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(Files.createTempFile(folder, "taker", ".txt").toFile())
                .start();
        assertThat(taker.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return taker.exitValue();
    }
}
