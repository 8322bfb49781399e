package io.drover.embedded.part;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Signals and waits for processes, also for those that are not our children. */
public final class Processes {
    private static final List<Path> SETSID = List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"));

    private Processes() {}

    /**
     * The command in a session of its own where the system offers that, so that Ctrl-C on the terminal reaches the
     * supervisor alone, which then stops the parts in order. The pid stays that of the command.
     */
    static List<String> inOwnSession(List<String> command) {
        List<String> line = new ArrayList<>();
        SETSID.stream().filter(Files::isExecutable).findFirst().ifPresent(found -> line.add(found.toString()));
        line.addAll(command);
        return line;
    }

    /** Sends a signal by its name ("INT"); a process that is gone already is fine. */
    public static void signal(long pid, String name) {
        try {
            Process kill = new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid + " 2>/dev/null").start();
            if (!kill.waitFor(5, TimeUnit.SECONDS)) {
                kill.destroyForcibly();
            }
        } catch (IOException e) {
            throw new StackException("Cannot signal process " + pid + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** True when the process has ended within {@code patience}. */
    public static boolean awaitEnd(ProcessHandle process, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (process.isAlive()) {
            if (System.nanoTime() > deadline || !pause(20)) {
                return !process.isAlive();
            }
        }
        return true;
    }

    /** Waits a moment; false when the thread was interrupted meanwhile. */
    static boolean pause(long millis) {
        try {
            Thread.sleep(millis);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
