package io.drover.engine.apply;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * The exclusive right to migrate one SQLite file: first among the threads of this process, then among the processes of
 * this machine by a lock of the operating system on a side file {@code <file>-drover}, whose content names the holder.
 *
 * <p>Never on the database file: closing any descriptor of it would drop SQLite's own locks in this process. For the same
 * reason the side file is never opened a second time by the process that holds it.
 *
 * <p>The side file is removed while it is still locked, so that nothing stays behind; who locks a file that was removed
 * meanwhile holds nothing and opens again. After a kill the file stays and its lock does not: the next one takes it over.
 */
final class SqliteLock implements AutoCloseable {

    private static final String SUFFIX = "-drover";
    private static final int MAX_HOLDER_BYTES = 200;
    private static final Map<Path, Problem.LockHeld> HELD = new HashMap<>();

    private final Path file;
    private final Path sideFile;
    private RandomAccessFile held;
    private AtlasFileLock besides;

    private SqliteLock(Path file) {
        this.file = file;
        this.sideFile = file.resolveSibling(file.getFileName() + SUFFIX);
    }

    /**
     * Takes the lock of a database file.
     *
     * @param file real path of the database, which need not be there yet; its folder must be
     * @param holder how others shall call this one
     * @throws Refusal when somebody else holds it for the whole of the timeout, or this thread is interrupted
     */
    static SqliteLock take(Path file, String holder, Duration timeout) throws Refusal, IOException {
        SqliteLock lock = new SqliteLock(file);
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            lock.enter(holder, deadline);
            try {
                lock.lockSideFile(holder, deadline);
            } catch (IOException | InterruptedException | Refusal | RuntimeException e) {
                lock.leave();
                throw e;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(new Problem.LockHeld("the wait for the lock was interrupted"));
        }
        return lock;
    }

    private void enter(String holder, long deadline) throws InterruptedException, Refusal {
        synchronized (HELD) {
            while (HELD.containsKey(file)) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw new Refusal(HELD.get(file));
                }
                TimeUnit.NANOSECONDS.timedWait(HELD, Math.max(left, 1_000_000));
            }
            HELD.put(file, new Problem.LockHeld(holder, Instant.now()));
        }
    }

    private void leave() {
        synchronized (HELD) {
            HELD.remove(file);
            HELD.notifyAll();
        }
    }

    private void lockSideFile(String holder, long deadline) throws IOException, InterruptedException, Refusal {
        long pause = 10;
        while (!tryLock(holder)) {
            if (System.nanoTime() >= deadline) {
                throw new Refusal(new Problem.LockHeld(holderElsewhere(), heldElsewhereSince()));
            }
            Thread.sleep(ThreadLocalRandom.current().nextLong(pause, 2 * pause));
            pause = Math.min(2 * pause, 250);
        }
    }

    private boolean tryLock(String holder) throws IOException {
        RandomAccessFile candidate = new RandomAccessFile(sideFile.toFile(), "rw");
        boolean mine = false;
        try {
            FileLock lock = candidate.getChannel().tryLock();
            mine = lock != null && isStillInPlace(candidate);
            if (mine) {
                write(candidate, holder);
                held = candidate;
            }
        } catch (OverlappingFileLockException e) {
            // A second copy of this class, loaded by another class loader of this process, holds it. Closing the file
            // may take its lock away; the primary key of the revisions table still keeps each migration to one commit.
            mine = false;
        } finally {
            if (!mine) {
                candidate.close();
            }
        }
        return mine;
    }

    /**
     * Whether the name still leads to the file behind this channel. Told by letting the file grow to a random size twice:
     * asking for the size by name opens nothing, and no other file grows in the same steps.
     */
    private boolean isStillInPlace(RandomAccessFile candidate) throws IOException {
        if (candidate.length() > 0) {
            candidate.setLength(0); // what somebody left behind who was killed
        }
        long size = MAX_HOLDER_BYTES;
        for (int round = 0; round < 2; round++) {
            size += ThreadLocalRandom.current().nextLong(1, 1 << 16);
            candidate.setLength(size);
            try {
                if (Files.size(sideFile) != size) {
                    return false;
                }
            } catch (NoSuchFileException e) {
                return false;
            }
        }
        return true;
    }

    /** The name stands at the beginning; the rest of the file is a hole. */
    private static void write(RandomAccessFile candidate, String holder) throws IOException {
        byte[] name = holder.getBytes(StandardCharsets.UTF_8);
        candidate.write(name, 0, Math.min(name.length, MAX_HOLDER_BYTES));
    }

    /** Only called when another process has the lock: this one would lose it by closing the file after reading. */
    private String holderElsewhere() throws IOException {
        try (InputStream content = Files.newInputStream(sideFile)) {
            String begin = new String(content.readNBytes(MAX_HOLDER_BYTES), StandardCharsets.UTF_8);
            int end = begin.indexOf('\0');
            String holder = (end < 0 ? begin : begin.substring(0, end)).strip();
            return holder.isEmpty() ? null : holder;
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Nobody but its holder writes into the file. */
    private Instant heldElsewhereSince() throws IOException {
        try {
            return Files.getLastModifiedTime(sideFile).toInstant();
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Takes the lock of the Atlas CLI besides; both go together. */
    void takeOfAtlas(Duration timeout) throws Refusal, IOException {
        besides = AtlasFileLock.take(timeout);
    }

    @Override
    public void close() throws IOException {
        if (held == null) {
            return;
        }
        try (RandomAccessFile locked = held;
                AtlasFileLock other = besides) {
            Files.deleteIfExists(sideFile);
            held = null;
            besides = null;
        } finally {
            leave();
        }
    }
}
