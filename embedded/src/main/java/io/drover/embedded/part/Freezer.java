package io.drover.embedded.part;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Holds processes still (SIGSTOP) until they are let go (SIGCONT). A small shell, the guard, does both: its standard input
 * is a pipe from this process, so when this process is gone, however it went, the guard lets go what it held, and what
 * ends with its parent still ends. Thread-safe.
 */
final class Freezer {
    private static final String GUARD = """
            trap '' INT TERM HUP
            held=
            while read -r pid; do kill -STOP "$pid" 2>/dev/null; held="$held $pid"; echo "$pid"; done
            [ -z "$held" ] || kill -CONT $held 2>/dev/null
            """;

    private Process guard;

    /** The process first, then all that it had started by then. Does nothing when something is held already. */
    synchronized void freeze(ProcessHandle process) {
        if (guard != null) {
            return;
        }
        try {
            guard = new ProcessBuilder(Processes.inOwnSession(List.of("sh", "-c", GUARD, "guard")))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Writer pids = guard.outputWriter(StandardCharsets.US_ASCII);
            BufferedReader held = guard.inputReader(StandardCharsets.US_ASCII);
            hold(process, pids, held);
            for (ProcessHandle child : process.descendants().toList()) {
                hold(child, pids, held);
            }
        } catch (IOException e) {
            thaw();
            throw new StackException("Cannot freeze process " + process.pid() + ": " + e.getMessage(), e);
        }
    }

    private static void hold(ProcessHandle process, Writer pids, BufferedReader held) throws IOException {
        pids.write(process.pid() + "\n");
        pids.flush();
        if (held.readLine() == null) {
            throw new IOException("the guard ended");
        }
    }

    /** Lets go what is held and returns when that is done; nothing held is fine. */
    synchronized void thaw() {
        if (guard == null) {
            return;
        }
        Process ending = guard;
        guard = null;
        try {
            ending.getOutputStream().close();
            ending.waitFor();
        } catch (IOException e) {
            throw new StackException("Cannot let go what process " + ending.pid() + " holds: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
