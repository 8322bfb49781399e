package io.drover.orchestrator.reconcile;

import io.drover.kit.process.VitalThread;
import io.drover.orchestrator.resolution.ResolutionDispatcher;
import io.drover.orchestrator.result.RunResults;
import io.drover.orchestrator.rollout.RolloutDriver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Looks once a second for runs that nobody vouches for any more, and for targets that have to be asked or told something
 * (P21, P29). Every replica does so; rows make them take turns, and what one has done the other finds done.
 */
@ApplicationScoped
class Reconciler {
    private static final Logger LOG = Logger.getLogger(Reconciler.class);
    private static final int PAUSE_MS = 1_000;
    private static final int MOST_AT_ONCE = 1_000;

    private final SignStore signs;
    private final RunResults results;
    private final RolloutDriver driver;
    private final Inspections inspections;
    private final ResolutionDispatcher resolutions;
    private final Counter lost;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private Thread thread;

    Reconciler(
            SignStore signs,
            RunResults results,
            RolloutDriver driver,
            Inspections inspections,
            ResolutionDispatcher resolutions,
            MeterRegistry meters) {
        this.signs = signs;
        this.results = results;
        this.driver = driver;
        this.inspections = inspections;
        this.resolutions = resolutions;
        this.lost = Counter.builder("drover.runs.lost")
                .description("runs that nobody vouched for any more, so that their target was asked")
                .register(meters);
    }

    void onStart(@Observes StartupEvent start) {
        thread = VitalThread.start("reconciler", this::run);
    }

    void onStop(@Observes ShutdownEvent stop) throws InterruptedException {
        stopping.countDown();
        thread.join(TimeUnit.SECONDS.toMillis(5));
    }

    private void run() {
        try {
            do {
                look();
            } while (!stopping.await(PAUSE_MS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            signs.silent(MOST_AT_ONCE).forEach((deployment, runs) -> {
                LOG.warnf(
                        "Nobody vouches for runs any more, their targets are asked: deploymentId=%d runs=%s",
                        deployment, runs);
                results.lost(deployment, runs);
                lost.increment(runs.size());
                driver.wake(List.of(deployment));
            });
            inspections.send();
            resolutions.send();
        } catch (RuntimeException e) {
            if (stopping.getCount() > 0) {
                LOG.warnf("A look for lost runs failed and is taken again: %s", e);
            }
        }
    }
}
