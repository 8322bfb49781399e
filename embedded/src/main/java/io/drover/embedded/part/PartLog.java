package io.drover.embedded.part;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The log file of one part. All launches append to it, each after a header line; a launch that finds it grown large
 * begins a new one and keeps the old one beside it, with {@code .1} at the end of its name.
 */
public final class PartLog {
    private static final int TAIL_LINES = 20;
    private static final int TAIL_BYTES = 16 * 1024;
    private static final long LARGE = 10L << 20;

    private final Path file;

    public PartLog(Path file) {
        this.file = file;
    }

    Path file() {
        return file;
    }

    void writeHeader(String part) throws IOException {
        Files.createDirectories(file.getParent());
        if (Files.exists(file) && Files.size(file) > LARGE) {
            Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
        String header = "=== " + part + " started " + Instant.now().truncatedTo(ChronoUnit.SECONDS) + "\n";
        Files.writeString(file, header, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** The last lines of the newest launch, or a sentence saying that there are none. */
    public String tail() {
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            long from = Math.max(0, log.length() - TAIL_BYTES);
            byte[] end = new byte[(int) (log.length() - from)];
            log.seek(from);
            log.readFully(end);
            List<String> lines = new String(end, StandardCharsets.UTF_8)
                    .stripTrailing()
                    .lines()
                    .toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }
}
