package io.drover.embedded.part;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Remembers the process of a part by pid and start time, so that the next stack on the same data directory can end what
 * a killed one has not ended yet. A pid that was given to another process meanwhile has another start time and is left
 * alone.
 */
public final class PidFile {
    private static final Duration TO_END_ITSELF = Duration.ofSeconds(3);

    private final Path file;

    PidFile(Path file) {
        this.file = file;
    }

    void write(ProcessHandle process) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, process.pid() + " " + startOf(process));
    }

    /** Ends every process that a file of this folder names, waiting first for what is about to end by itself. */
    public static void endLeftovers(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.pid")) {
            for (Path file : files) {
                new PidFile(file).leftover().ifPresent(PidFile::end);
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new StackException("Cannot read " + folder + ": " + e.getMessage(), e);
        }
    }

    private Optional<ProcessHandle> leftover() throws IOException {
        String[] words = Files.readString(file).strip().split(" ", -1);
        if (words.length != 2 || !words[0].matches("\\d{1,18}")) {
            return Optional.empty(); // the supervisor was killed while it wrote this
        }
        return ProcessHandle.of(Long.parseLong(words[0]))
                .filter(process -> startOf(process).equals(words[1]));
    }

    private static void end(ProcessHandle process) {
        if (!Processes.awaitEnd(process, TO_END_ITSELF)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            Processes.awaitEnd(process, TO_END_ITSELF);
        }
    }

    private static String startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("unknown");
    }
}
