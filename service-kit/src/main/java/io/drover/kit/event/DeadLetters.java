package io.drover.kit.event;

import io.drover.contracts.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jboss.logging.Logger;

/**
 * Puts aside records that nobody can decode, unchanged and with the reason, so that they neither block their partition
 * nor get lost. Only for such records: whatever may work later is retried instead. A record may be put aside twice when
 * the consumer dies before its commit.
 */
@ApplicationScoped
public class DeadLetters {
    private static final Logger LOG = Logger.getLogger(DeadLetters.class);

    private final EventProducer producer;
    private final TopicBootstrap topics;

    DeadLetters(EventProducer producer, TopicBootstrap topics) {
        this.producer = producer;
        this.topics = topics;
    }

    /** Copies the record to the dead letters of its topic; wait for the future before committing. */
    public CompletableFuture<Void> put(ConsumerRecord<String, byte[]> record, String reason) {
        String topic = Topics.deadLetters(record.topic());
        topics.ensure(List.of(topic));
        RecordHeaders headers = new RecordHeaders(record.headers().toArray());
        headers.add("dlq_reason", reason.getBytes(StandardCharsets.UTF_8));
        headers.add("dlq_source", source(record).getBytes(StandardCharsets.UTF_8));
        LOG.errorf("A record cannot be decoded and was put aside: source=%s reason=%s", source(record), reason);
        return producer.send(new ProducerRecord<>(topic, null, record.key(), record.value(), headers));
    }

    private static String source(ConsumerRecord<String, byte[]> record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }
}
