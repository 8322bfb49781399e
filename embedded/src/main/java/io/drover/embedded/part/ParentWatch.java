package io.drover.embedded.part;

import java.util.Optional;

/** Ends a child JVM of the stack when its supervisor is gone, however it went. */
public final class ParentWatch {
    /** Names the supervisor's process in the environment of every part. */
    public static final String VARIABLE = "DROVER_PARENT_PID";

    private static final long HALT_AFTER_MILLIS = 5_000;

    private ParentWatch() {}

    /** Call first thing in {@code main}. Without the variable nothing is watched. */
    public static void endWithParent() {
        String pid = System.getenv(VARIABLE);
        if (pid == null || pid.isBlank()) {
            return;
        }
        Optional<ProcessHandle> parent = ProcessHandle.of(Long.parseLong(pid.strip()));
        if (parent.isEmpty()) {
            end();
            return;
        }
        Thread watch = new Thread(
                () -> {
                    parent.get().onExit().join();
                    end();
                },
                "parent-watch");
        watch.setDaemon(true);
        watch.start();
    }

    /** An orderly exit; when the shutdown hooks hang, a hard one. */
    private static void end() {
        Thread halt = new Thread(
                () -> {
                    if (Processes.pause(HALT_AFTER_MILLIS)) {
                        Runtime.getRuntime().halt(1);
                    }
                },
                "halt");
        halt.setDaemon(true);
        halt.start();
        Runtime.getRuntime().exit(1);
    }
}
