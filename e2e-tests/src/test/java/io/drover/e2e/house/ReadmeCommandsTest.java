package io.drover.e2e.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What README.md tells people to type exists; {@code .ci/run} types the rest. */
class ReadmeCommandsTest {
    private static final Path HOME = Path.of(System.getProperty("drover.home"));
    private static final Pattern SHELL_BLOCK =
            Pattern.compile("^```sh\\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);

    @TempDir
    Path folder;

    static Stream<String> drover() throws IOException {
        return commands().filter(line -> line.matches("(\\./)?drover .*"));
    }

    @Test
    void theTestCommandIsTheOneThatCiCalls() throws Exception {
        var ofReadme = commands().filter(line -> line.startsWith("mvn ")).toList();

        String ofCi = output("bash", "-c", "source <(sed -n '/^test_command() {/,/^}/p' .ci/run); test_command");

        assertThat(ofReadme).containsExactly(ofCi.strip());
    }

    @Test
    void theDemoIsTheCommandThatCiWalks() throws IOException {
        assertThat(commands()).contains("./drover demo");
        assertThat(HOME.resolve(".ci/run")).content().contains(" ./drover demo --once");
    }

    @ParameterizedTest
    @MethodSource("drover")
    void aCommandOfTheReadmeIsKnownWithItsOptions(String line) throws Exception {
        // Given the words of the line; asking for help checks all of them and runs nothing
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.drover.all.Main"));
        words.addAll(List.of(line.split(" ")).subList(1, line.split(" ").length));
        words.add("--help");

        // When
        String help = output(words.toArray(String[]::new));

        // Then
        assertThat(help).contains("Usage: drover " + line.split(" ")[1]);
    }

    @Test
    void everyLinkOfTheDocumentsLeadsToAFile() throws IOException {
        var documents = Stream.of(
                        "README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "docs/adr/README.md", "k8s/README.md")
                .map(HOME::resolve)
                .toList();
        var broken = new ArrayList<String>();

        for (Path document : documents) {
            Pattern.compile("]\\(([^)#:]+)(#[^)]*)?\\)")
                    .matcher(Files.readString(document))
                    .results()
                    .map(match -> match.group(1))
                    .filter(link -> !Files.exists(document.resolveSibling(link)))
                    .forEach(link -> broken.add(document.getFileName() + ": " + link));
        }

        assertThat(broken).isEmpty();
    }

    /** The lines of the shell blocks, without comments. */
    private static Stream<String> commands() throws IOException {
        return SHELL_BLOCK
                .matcher(Files.readString(HOME.resolve("README.md")))
                .results()
                .flatMap(match -> match.group(1).lines())
                .map(line -> line.replaceFirst("\\s+#.*", "").strip())
                .filter(line -> !line.isEmpty());
    }

    private String output(String... command) throws IOException, InterruptedException {
        Path out = folder.resolve("out.txt");
        Process process = new ProcessBuilder(command)
                .directory(HOME.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS))
                .as("%s ends", List.of(command))
                .isTrue();
        assertThat(process.exitValue()).as(Files.readString(out)).isZero();
        return Files.readString(out);
    }
}
