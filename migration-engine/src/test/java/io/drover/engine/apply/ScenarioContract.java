package io.drover.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every story of the folders that a database owes, each on a fresh database. */
interface ScenarioContract {

    Path SCENARIOS = Path.of("src", "test", "resources", "scenarios");

    /** Folders below {@link #SCENARIOS}. */
    List<String> folders();

    /** @param folder empty, for what the database keeps in files */
    TargetFixture fresh(Path folder);

    @TestFactory
    default Stream<DynamicTest> tellsTheStory(@TempDir Path temporary) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String folder : folders()) {
            try (Stream<Path> found = Files.list(SCENARIOS.resolve(folder))) {
                found.sorted().forEach(files::add);
            }
        }
        assertThat(files)
                .hasSizeGreaterThan(15)
                .allMatch(file -> file.toString().endsWith(".txt"));
        return files.stream()
                .map(file ->
                        DynamicTest.dynamicTest(SCENARIOS.relativize(file).toString(), () -> play(file, temporary)));
    }

    private void play(Path file, Path temporary) throws IOException {
        Path own = Files.createTempDirectory(temporary, "story");
        Path migrations = Files.createDirectory(own.resolve("migrations"));
        try (TargetFixture target = fresh(own)) {
            new ScenarioRun(Scenario.read(file), target, migrations).play();
        }
    }
}
