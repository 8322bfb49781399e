package io.drover.embedded;

import io.drover.embedded.part.StackException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The folder of one stack, held by a lock on its file {@code lock} while the stack runs. The system drops the lock when
 * the process ends, however it ends. The file {@code running} beside it says who holds it: pid and URL, a line each.
 *
 * <p>The locked file is opened once and closed last: the system drops the locks of a process on a file as soon as it
 * closes any descriptor of that file. Hence the second file, and the list of folders that this process holds itself.
 */
final class DataDirectory implements AutoCloseable {
    private static final Set<Path> HELD_BY_THIS_PROCESS = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel channel;

    private DataDirectory(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** @throws StackException when it cannot be written to, or when a stack runs on it already */
    static DataDirectory take(Path folder, String url) {
        Path path = folder.toAbsolutePath().normalize();
        Path running = path.resolve("running");
        if (!HELD_BY_THIS_PROCESS.add(path)) {
            throw new StackException(alreadyRunning(path, running));
        }
        try {
            Files.createDirectories(path);
            FileChannel channel =
                    FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                HELD_BY_THIS_PROCESS.remove(path);
                throw new StackException(alreadyRunning(path, running));
            }
            Files.writeString(running, ProcessHandle.current().pid() + "\n" + url + "\n");
            return new DataDirectory(path, channel);
        } catch (IOException e) {
            HELD_BY_THIS_PROCESS.remove(path);
            throw new StackException(
                    "The folder " + path + " cannot be written to by " + System.getProperty("user.name") + " ("
                            + e.getClass().getSimpleName() + ": " + e.getMessage()
                            + "). Choose another one with --data.",
                    e);
        }
    }

    private static String alreadyRunning(Path path, Path running) {
        List<String> holder = lines(running);
        String who = holder.size() < 2 ? "" : " (process " + holder.get(0) + ", " + holder.get(1) + ")";
        return "Drover is running already on " + path + who
                + ". Use that one, stop it, or choose another folder with --data.";
    }

    private static List<String> lines(Path running) {
        try {
            return Files.readAllLines(running);
        } catch (IOException notWrittenYet) {
            return List.of();
        }
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
        } finally {
            HELD_BY_THIS_PROCESS.remove(path);
        }
    }
}
