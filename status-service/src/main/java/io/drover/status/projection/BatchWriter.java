package io.drover.status.projection;

import io.drover.kit.event.DeadLetters;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Gets a batch into the views, whatever it takes. While the database is away it waits, because a skipped batch would be
 * missing for ever. What the database will never take stops nothing: the batch is halved until the event is found that
 * is at fault, and that goes to the dead letters. Its parts are transactions of their own; how far they reach is written
 * after the last of them, so a kill in between has them written again, which changes nothing.
 */
@ApplicationScoped
class BatchWriter {
    private static final Logger LOG = Logger.getLogger(BatchWriter.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Projection projection;
    private final Progress progress;
    private final DeadLetters deadLetters;
    private final CountDownLatch stopping = new CountDownLatch(1);

    BatchWriter(Projection projection, Progress progress, DeadLetters deadLetters) {
        this.projection = projection;
        this.progress = progress;
        this.deadLetters = deadLetters;
    }

    void onStop(@Observes ShutdownEvent stop) {
        stopping.countDown();
    }

    /**
     * Returns when the batch is written.
     *
     * @throws IllegalStateException when the service stops before; the batch will be read again
     */
    void write(Batch batch) throws InterruptedException {
        if (refusalOf(batch) != null) {
            writeInParts(batch.part(0, batch.heard().size()));
            RuntimeException refusal = refusalOf(batch.end());
            if (refusal != null) {
                throw refusal;
            }
        }
        progress.written(batch.reached());
    }

    private void writeInParts(Batch part) throws InterruptedException {
        int size = part.heard().size();
        if (size > 1) {
            write(part.part(0, size / 2));
            write(part.part(size / 2, size));
        } else if (size == 1) {
            RuntimeException refusal = refusalOf(part);
            if (refusal != null) {
                deadLetters
                        .put(
                                part.heard().get(0).record(),
                                "It cannot be written into the views: " + refusal.getMessage())
                        .join();
            }
        }
    }

    /** Null when the batch is written; else why it never will be. */
    private RuntimeException refusalOf(Batch batch) throws InterruptedException {
        Duration pause = Duration.ofMillis(100);
        while (true) {
            try {
                projection.project(batch);
                return null;
            } catch (RuntimeException e) {
                if (Refusal.isOfContent(e)) {
                    return e;
                }
                if (Refusal.isOfAnotherDatabase(e)) {
                    LOG.errorf("The views were replaced under the running service; it leaves, to begin anew: %s", e);
                    Quarkus.asyncExit(1);
                }
                LOG.errorf(
                        e,
                        "%d events could not be written and are tried again",
                        batch.heard().size());
            }
            if (stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("Stopped before the batch was written; it will be read again");
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
    }
}
