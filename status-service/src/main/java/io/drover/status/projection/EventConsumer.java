package io.drover.status.projection;

import io.drover.kit.event.DeadLetters;
import io.drover.kit.event.PollSpans;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Reads all topics in one group, from where the views end ({@link StartOffsets}). What cannot be decoded goes to the dead
 * letters, the rest into the views.
 *
 * <p>The offsets are committed when {@link #consume} returns, after the transaction. A process that dies in between reads
 * nothing twice, for the views know how far they are; and what is read twice is harmless: see {@link Projection}.
 */
@ApplicationScoped
public class EventConsumer {
    private final BatchWriter writer;
    private final DeadLetters deadLetters;
    private final PollSpans spans;
    private final Counter events;
    private final Timer batches;

    EventConsumer(BatchWriter writer, DeadLetters deadLetters, PollSpans spans, MeterRegistry meters) {
        this.writer = writer;
        this.deadLetters = deadLetters;
        this.spans = spans;
        this.events = Counter.builder("drover.views.events")
                .description("Events written into the views")
                .register(meters);
        this.batches = Timer.builder("drover.views.batch")
                .description("Time until a batch of events is written")
                .register(meters);
    }

    /** Returns when all of them are in the views, or put aside. */
    @Incoming("events")
    @Blocking
    public void consume(ConsumerRecords<String, byte[]> records) throws InterruptedException {
        Batch batch = Batch.decode(records);
        CompletableFuture.allOf(batch.undecodable().stream()
                        .map(one -> deadLetters.put(one.record(), one.reason()))
                        .toArray(CompletableFuture[]::new))
                .join();
        long begun = System.nanoTime();
        try (PollSpans.Open unused = spans.open("project", records)) {
            writer.write(batch);
        }
        batches.record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
        events.increment(batch.heard().size());
    }
}
