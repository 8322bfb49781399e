package io.drover.orchestrator.reconcile;

import io.drover.contracts.OrchestratorBeat;
import io.drover.contracts.Topics;
import io.drover.kit.event.EventProducer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Says every second that this orchestrator is alive, into the topic in which agents say the same. Whoever reads it back
 * has read what agents had said before (P21). Left out while Kafka has not taken the one before: an old beat says nothing.
 */
@ApplicationScoped
class OwnBeats {
    private static final Logger LOG = Logger.getLogger(OwnBeats.class);

    private final EventProducer producer;
    private final InstantSource clock;
    private final String name = "orchestrator-" + UUID.randomUUID().toString().substring(0, 8);
    private final ScheduledExecutorService rhythm = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "own-beat");
        thread.setDaemon(true);
        return thread;
    });
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    OwnBeats(EventProducer producer, InstantSource clock) {
        this.producer = producer;
        this.clock = clock;
    }

    void onStart(@Observes StartupEvent start) {
        Future<?> unused = rhythm.scheduleAtFixedRate(this::beat, 0, 1, TimeUnit.SECONDS);
    }

    void onStop(@Observes ShutdownEvent stop) {
        rhythm.shutdownNow();
    }

    private void beat() {
        if (!last.isDone()) {
            return;
        }
        try {
            last = producer.send(Topics.AGENT_EVENTS, name, new OrchestratorBeat(name, clock.instant()));
        } catch (RuntimeException e) {
            LOG.warnf("A beat was not sent: orchestrator=%s reason=%s", name, e);
        }
    }
}
