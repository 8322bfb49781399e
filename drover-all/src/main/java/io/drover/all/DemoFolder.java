package io.drover.all;

import io.drover.cli.output.Failure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/** The folder of the demo, which begins empty each time. */
final class DemoFolder {
    private DemoFolder() {}

    /** Deletes what an earlier demo left; refuses while one is running in it. Links are removed, not followed. */
    static void empty(Path folder) throws IOException {
        Path lock = folder.resolve("stack").resolve("lock");
        if (Files.exists(lock) && isHeld(lock)) {
            throw Failure.failed(
                    "a demo is running in " + folder + " already; stop it first, with Ctrl-C in its terminal.");
        }
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, IOException problem) throws IOException {
                    if (problem != null) {
                        throw problem;
                    }
                    Files.delete(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        }
        Files.createDirectories(folder);
    }

    private static boolean isHeld(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock == null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return true;
        }
    }
}
