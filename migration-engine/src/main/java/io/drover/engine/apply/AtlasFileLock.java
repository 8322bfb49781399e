package io.drover.engine.apply;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * The lock by which the Atlas CLI keeps to itself while it migrates a SQLite file: one file of the machine's temporary
 * folder for all of them, which holds until when it counts, in nanoseconds since 1970. Who finds it expired takes it over,
 * so a kill blocks nobody for longer than {@link #LASTS}.
 */
final class AtlasFileLock implements AutoCloseable {

    private static final String NAME = "atlas_migrate_execute.lock";

    /** Longer than most migrations take, and short enough to wait for after a kill. */
    private static final Duration LASTS = Duration.ofMinutes(10);

    private static final Duration TURN = Duration.ofSeconds(5);

    private final Path file;
    private final String content;

    private AtlasFileLock(Path file, String content) {
        this.file = file;
        this.content = content;
    }

    /**
     * Takes the lock.
     *
     * @throws Refusal when somebody else holds it for the whole of the timeout, or this thread is interrupted
     */
    static AtlasFileLock take(Duration timeout) throws Refusal, IOException {
        return take(Path.of(System.getProperty("java.io.tmpdir"), NAME), timeout);
    }

    static AtlasFileLock take(Path file, Duration timeout) throws Refusal, IOException {
        long deadline = System.nanoTime() + timeout.toNanos();
        long pause = 10;
        while (true) {
            String mine = String.valueOf(nanos(Instant.now().plus(LASTS))
                    + ThreadLocalRandom.current().nextInt(1000));
            if (written(file, mine)) {
                return new AtlasFileLock(file, mine);
            }
            if (System.nanoTime() >= deadline) {
                throw new Refusal(new Problem.LockHeld("the Atlas CLI, by its lock file " + file));
            }
            try {
                TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextLong(pause, 2 * pause));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Refusal(new Problem.LockHeld("the wait for the lock was interrupted"));
            }
            pause = Math.min(2 * pause, 250);
        }
    }

    private static boolean written(Path file, String content) throws IOException, Refusal {
        try {
            if (hasExpired(file)) {
                try (SqliteLock turn = turn(file)) {
                    // Somebody may have had the turn before: then this is a lock that counts.
                    if (hasExpired(file)) {
                        Files.deleteIfExists(file);
                    }
                }
            }
            Files.writeString(file, content, StandardOpenOption.CREATE_NEW);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    /** Whoever removes the file looks at it once more in turn, so that no fresh lock is removed for an old one. */
    private static SqliteLock turn(Path file) throws IOException, Refusal {
        return SqliteLock.take(file, "drover", TURN);
    }

    /** A file that is being written is empty for a moment; one with other content is not ours to judge. */
    private static boolean hasExpired(Path file) throws IOException {
        try {
            String until = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
            return until.matches("\\d{1,18}|[1-8]\\d{18}") && Long.parseLong(until) < nanos(Instant.now());
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static long nanos(Instant time) {
        return TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano();
    }

    /**
     * Removes the file unless somebody took it over, in turn: else one that expires meanwhile could be taken over between the
     * look and the removal. An interrupt of this thread is left for later.
     */
    @Override
    public void close() throws IOException {
        boolean interrupted = Thread.interrupted();
        try (SqliteLock turn = turn(file)) {
            if (isMine()) {
                Files.deleteIfExists(file);
            }
        } catch (Refusal e) {
            // Whoever has the turn does not move. The file expires, and is removed then by who needs it.
            return;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean isMine() throws IOException {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).equals(content);
        } catch (NoSuchFileException e) {
            // Who took it over has removed it: there is nothing left to give back.
            return false;
        }
    }
}
