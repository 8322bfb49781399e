package io.drover.kit.process;

import io.quarkus.runtime.Quarkus;
import java.util.function.IntConsumer;
import org.jboss.logging.Logger;

/**
 * A thread without which a service is of no use. When it ends by an error that its work does not handle, such as a lack
 * of memory, the process ends with exit code 1, so that whoever supervises it starts it anew instead of having a service
 * that looks alive and does nothing.
 */
public final class VitalThread {
    private static final Logger LOG = Logger.getLogger(VitalThread.class);

    private VitalThread() {}

    /** Starts the work in a daemon thread. */
    public static Thread start(String name, Runnable work) {
        return start(name, work, Quarkus::asyncExit);
    }

    static Thread start(String name, Runnable work, IntConsumer exit) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((ended, error) -> {
            LOG.errorf(error, "The thread %s has ended, and the service cannot go on without it: leaving", name);
            exit.accept(1);
        });
        thread.start();
        return thread;
    }
}
