package io.drover.kit.event;

import io.drover.contracts.Topics;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jboss.logging.Logger;

/**
 * Puts aside records that nobody can decode, unchanged and with the reason, so that they neither block their partition
 * nor get lost. Only for such records: whatever may work later is retried instead. A record may be put aside twice when
 * the consumer dies before its commit. Thread-safe.
 */
@ApplicationScoped
public class DeadLetters {
    private static final Logger LOG = Logger.getLogger(DeadLetters.class);
    private static final int LONGEST_REASON = 1_000;
    private static final long FIRST_PAUSE_MS = 500;
    private static final long LONGEST_PAUSE_MS = 10_000;
    private static final Executor LATER = CompletableFuture.delayedExecutor(LONGEST_PAUSE_MS, TimeUnit.MILLISECONDS);

    private final EventProducer producer;
    private final TopicBootstrap topics;
    private final DeadLetterCount count;
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final CountDownLatch stopping = new CountDownLatch(1);

    DeadLetters(EventProducer producer, TopicBootstrap topics, DeadLetterCount count) {
        this.producer = producer;
        this.topics = topics;
        this.count = count;
    }

    void onStop(@Observes ShutdownEvent stop) {
        stopping.countDown();
    }

    /**
     * Copies the record to the dead letters of its topic; wait for the future before committing. Blocks, and tries again
     * with growing pauses, until the topic is there; the record is then sent for as long as it takes. One too large to be
     * sent as it is goes without its body.
     *
     * @return fails only when the service stops first: the record is then read again
     */
    public CompletableFuture<Void> put(ConsumerRecord<String, byte[]> record, String reason) {
        String topic = Topics.deadLetters(record.topic());
        count.oneMore();
        LOG.errorf("A record cannot be decoded and is put aside: source=%s reason=%s", source(record), reason);
        try {
            awaitTopic(topic);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return CompletableFuture.failedFuture(e);
        }
        if (!known.contains(topic)) {
            return CompletableFuture.failedFuture(new IllegalStateException("The service stops"));
        }
        return send(topic, record, record.value(), reason);
    }

    private CompletableFuture<Void> send(
            String topic, ConsumerRecord<String, byte[]> record, byte[] body, String reason) {
        return producer.send(letter(topic, record, body, reason)).exceptionallyCompose(failure -> {
            if (isTooLarge(failure) && body != null) {
                return send(topic, record, null, reason + " (too large to be kept)");
            }
            if (stopping.getCount() == 0) {
                return CompletableFuture.failedFuture(failure);
            }
            LOG.warnf("A record is not put aside yet: source=%s reason=%s", source(record), failure.getMessage());
            return CompletableFuture.runAsync(() -> {}, LATER).thenCompose(unused -> send(topic, record, body, reason));
        });
    }

    /** Returns when the topic is there, or the service stops. */
    private void awaitTopic(String topic) throws InterruptedException {
        for (long pause = FIRST_PAUSE_MS; !known.contains(topic); pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
            try {
                topics.ensure(List.of(topic));
                known.add(topic);
            } catch (RuntimeException e) {
                LOG.warnf("A record cannot be put aside yet: topic=%s reason=%s", topic, e.getMessage());
                if (stopping.await(pause, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        }
    }

    private static ProducerRecord<String, byte[]> letter(
            String topic, ConsumerRecord<String, byte[]> record, byte[] body, String reason) {
        RecordHeaders headers = new RecordHeaders(record.headers().toArray());
        String told = reason.substring(0, Math.min(reason.length(), LONGEST_REASON));
        headers.add("dlq_reason", told.getBytes(StandardCharsets.UTF_8));
        headers.add("dlq_source", source(record).getBytes(StandardCharsets.UTF_8));
        return new ProducerRecord<>(topic, null, record.key(), body, headers);
    }

    private static boolean isTooLarge(Throwable failure) {
        return failure instanceof RecordTooLargeException || failure.getCause() instanceof RecordTooLargeException;
    }

    private static String source(ConsumerRecord<String, byte[]> record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }
}
