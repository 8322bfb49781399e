package io.drover.embedded;

import io.drover.embedded.part.StackException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The folder of one stack, held by a lock on its file {@code lock} while the stack runs. The system drops the lock when
 * the process ends, however it ends. The file says who holds it: pid and URL, a line each.
 */
final class DataDirectory implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;

    private DataDirectory(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** @throws StackException when it cannot be written to, or when a stack runs on it already */
    static DataDirectory take(Path folder, String url) {
        Path path = folder.toAbsolutePath().normalize();
        Path lock = path.resolve("lock");
        try {
            Files.createDirectories(path);
            FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw new StackException(alreadyRunning(path, lock));
            }
            Files.writeString(lock, ProcessHandle.current().pid() + "\n" + url + "\n");
            return new DataDirectory(path, channel);
        } catch (IOException e) {
            throw new StackException(
                    "The folder " + path + " cannot be written to by " + System.getProperty("user.name") + " ("
                            + e.getClass().getSimpleName() + ": " + e.getMessage()
                            + "). Choose another one with --data.",
                    e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    private static String alreadyRunning(Path path, Path lock) throws IOException {
        List<String> holder = Files.readAllLines(lock);
        String who = holder.size() < 2 ? "" : " (process " + holder.get(0) + ", " + holder.get(1) + ")";
        return "Drover is running already on " + path + who
                + ". Use that one, stop it, or choose another folder with --data.";
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new StackException("Cannot release " + path + ": " + e.getMessage(), e);
        }
    }
}
