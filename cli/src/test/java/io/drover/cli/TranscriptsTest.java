package io.drover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sessions at the command line go as they are written down in {@code src/test/resources/transcripts}. After a change that
 * is meant: {@code -Dgolden.write=true}, then look at the difference.
 */
class TranscriptsTest {
    @TempDir
    Path folder;

    static Stream<String> transcripts() throws IOException {
        try (Stream<Path> files = Files.list(Transcript.resource(""))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("transcripts")
    void goesAsItIsWrittenDown(String name) throws IOException {
        Path file = Transcript.resource(name);
        String written = Transcript.read(file);

        String played = new Transcript(new Bench(folder)).replay(written);

        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(file, played);
        }
        assertThat(played).isEqualTo(Transcript.read(file));
    }
}
