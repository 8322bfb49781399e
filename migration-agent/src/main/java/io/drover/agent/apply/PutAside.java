package io.drover.agent.apply;

import io.drover.kit.event.DeadLetters;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/** Puts a record nobody can read among the dead letters, however long Kafka needs to make the topic for them. */
@ApplicationScoped
class PutAside {
    private static final Logger LOG = Logger.getLogger(PutAside.class);

    private final DeadLetters deadLetters;

    PutAside(DeadLetters deadLetters) {
        this.deadLetters = deadLetters;
    }

    /** Blocks until the record is on its way; the future completes when Kafka has it. */
    CompletableFuture<Void> untilDone(ConsumerRecord<String, byte[]> record, String reason) {
        while (true) {
            try {
                return deadLetters.put(record, reason);
            } catch (IllegalStateException e) {
                LOG.warnf(
                        "A record cannot be put aside yet: topic=%s offset=%d reason=%s",
                        record.topic(), record.offset(), e.getMessage());
                if (isInterruptedWhilePausing()) {
                    return CompletableFuture.failedFuture(e);
                }
            }
        }
    }

    private static boolean isInterruptedWhilePausing() {
        try {
            TimeUnit.SECONDS.sleep(1);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
