package io.drover.testing;

import io.drover.embedded.BackingServices;
import io.drover.embedded.part.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One Kafka and one PostgreSQL for all tests of a JVM, started by the first that asks, in a folder below {@code target},
 * and ended with the JVM, which leaves only their logs there.
 */
public final class SharedBacking {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static BackingServices running;

    private SharedBacking() {}

    /** The pair, running. */
    public static synchronized BackingServices get() {
        if (running == null) {
            Path folder = freshFolder();
            running = BackingServices.start(folder);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> clear(folder), "clear-backing"));
        }
        return running;
    }

    /** A new, empty database whose name begins with {@code prefix} and that no other test uses. */
    public static BackingServices.Database freshDatabase(String prefix) {
        String name = prefix.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_") + "_" + DATABASES.incrementAndGet()
                + "_" + ProcessHandle.current().pid();
        return get().database(name);
    }

    /** The logs stay, the data has no reader any more. */
    private static void clear(Path folder) {
        running.close();
        try {
            FileTree.delete(folder.resolve("kafka"));
            FileTree.delete(folder.resolve("postgres"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path freshFolder() {
        try {
            return Files.createTempDirectory(Files.createDirectories(Path.of("target")), "backing-");
        } catch (IOException e) {
            throw new IllegalStateException("cannot create a folder below target", e);
        }
    }
}
