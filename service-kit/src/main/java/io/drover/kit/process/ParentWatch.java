package io.drover.kit.process;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Ends the service when the process that started it is gone, however it went: nothing is left behind. Off unless {@code
 * drover.parent-pid} is set.
 */
@ApplicationScoped
public class ParentWatch {
    private static final Logger LOG = Logger.getLogger(ParentWatch.class);
    private static final Executor AFTER_GRACE = CompletableFuture.delayedExecutor(5, TimeUnit.SECONDS);

    private final Optional<Long> parent;

    ParentWatch(@ConfigProperty(name = "drover.parent-pid") Optional<Long> parent) {
        this.parent = parent;
    }

    void onStart(@Observes StartupEvent start) {
        parent.ifPresent(ParentWatch::watch);
    }

    private static void watch(long pid) {
        CompletableFuture<?> gone = ProcessHandle.of(pid)
                .<CompletableFuture<?>>map(ProcessHandle::onExit)
                .orElseGet(() -> CompletableFuture.completedFuture(null));
        CompletableFuture<?> unused = gone.thenRun(() -> {
            LOG.warnf("The process %d that started this one is gone: leaving", pid);
            Quarkus.asyncExit(0);
            AFTER_GRACE.execute(() -> Runtime.getRuntime().halt(0));
        });
    }
}
