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

/**
 * The folder of the demo, which begins empty each time. It is held by a lock on a file beside it, which is opened once
 * and never written to: closing any other descriptor of the file would drop the lock. The system drops it when the
 * process ends, however it ends.
 */
final class DemoFolder implements AutoCloseable {
    private final FileChannel channel;

    private DemoFolder(FileChannel channel) {
        this.channel = channel;
    }

    /** Deletes what an earlier demo left; refuses while one is running in it. Links are removed, not followed. */
    static DemoFolder take(Path folder) throws IOException {
        Files.createDirectories(folder.getParent());
        FileChannel channel = FileChannel.open(
                folder.resolveSibling(folder.getFileName() + ".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        if (!lock(channel)) {
            channel.close();
            throw Failure.failed(
                    "a demo is running in " + folder + " already; stop it first, with Ctrl-C in its terminal.");
        }
        empty(folder);
        Files.createDirectories(folder);
        return new DemoFolder(channel);
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    private static void empty(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
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

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
