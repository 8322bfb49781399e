package io.drover.status.projection;

import io.drover.kit.event.DeadLetters;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Reads all topics in one group and never gives up on a batch: while the database is away it waits, because a skipped
 * batch would be missing in the views for ever. What cannot be decoded goes to the dead letters.
 *
 * <p>The offsets are committed when {@link #consume} returns, after the transaction. A process that dies in between reads
 * the batch again, which is harmless: see {@link Projection}.
 */
@ApplicationScoped
class EventConsumer {
    private static final Logger LOG = Logger.getLogger(EventConsumer.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Projection projection;
    private final DeadLetters deadLetters;
    private final CountDownLatch stopping = new CountDownLatch(1);

    EventConsumer(Projection projection, DeadLetters deadLetters) {
        this.projection = projection;
        this.deadLetters = deadLetters;
    }

    @Incoming("events")
    @Blocking
    void consume(ConsumerRecords<String, byte[]> records) throws InterruptedException {
        Batch batch = Batch.decode(records);
        CompletableFuture.allOf(batch.undecodable().stream().map(this::putAside).toArray(CompletableFuture[]::new))
                .join();
        Duration pause = Duration.ofMillis(100);
        while (!projected(batch)) {
            if (stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("Stopped before the batch was written; it will be read again");
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
    }

    private boolean projected(Batch batch) {
        try {
            projection.project(batch);
            return true;
        } catch (RuntimeException e) {
            LOG.errorf(
                    e,
                    "A batch of %d events could not be written and is tried again",
                    batch.events().size());
            return false;
        }
    }

    private CompletableFuture<Void> putAside(Batch.Undecodable undecodable) {
        ConsumerRecord<String, byte[]> record = undecodable.record();
        return deadLetters.put(record, undecodable.reason());
    }

    void onStop(@Observes ShutdownEvent stop) {
        stopping.countDown();
    }
}
