package io.drover.status.projection;

import io.drover.kit.event.DeadLetters;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
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
            boolean whole;
            do {
                whole = isWrittenInParts(batch);
            } while (!whole);
        }
        progress.written(batch.reached());
    }

    /** False when other views took the place of those that have some of the parts. */
    private boolean isWrittenInParts(Batch batch) throws InterruptedException {
        AtomicReference<UUID> views = new AtomicReference<>();
        attempt("Asking which views these are", () -> views.set(progress.views()));
        halve(batch.part(0, batch.heard().size()));
        RuntimeException refusal = refusalOf(batch.end(views.get()));
        if (refusal != null && !(refusal instanceof Progress.ViewsSwapped)) {
            throw refusal;
        }
        return refusal == null;
    }

    private void writeInParts(Batch part) throws InterruptedException {
        if (refusalOf(part) != null) {
            halve(part);
        }
    }

    private void halve(Batch part) throws InterruptedException {
        int size = part.heard().size();
        if (size > 1) {
            writeInParts(part.part(0, size / 2));
            writeInParts(part.part(size / 2, size));
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

    /** Null when the batch is written; else why it will not be. */
    private RuntimeException refusalOf(Batch batch) throws InterruptedException {
        return attempt("Writing " + batch.heard().size() + " events", () -> projection.project(batch));
    }

    private RuntimeException attempt(String what, Runnable work) throws InterruptedException {
        Duration pause = Duration.ofMillis(100);
        while (true) {
            try {
                work.run();
                return null;
            } catch (RuntimeException e) {
                if (Refusal.isOfContent(e) || e instanceof Progress.ViewsSwapped) {
                    return e;
                }
                if (Refusal.isOfAnotherDatabase(e)) {
                    LOG.errorf("The views were replaced under the running service; it leaves, to begin anew: %s", e);
                    Quarkus.asyncExit(1);
                }
                LOG.errorf(e, "%s failed and is tried again", what);
            }
            if (stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("Stopped before the batch was written; it will be read again");
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
    }
}
