package io.drover.benchmarks;

import io.drover.contracts.DeploymentEvent;
import io.drover.contracts.DirectoryEvent;
import io.drover.contracts.Event;
import io.drover.contracts.RunEvent;
import io.drover.contracts.Topics;
import io.drover.kit.event.CloudEventHeaders;
import io.drover.kit.event.EventCodec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Says events as the services do, and reads them again without making views of them. */
final class FleetEvents {
    private static final int BATCH = 500;

    private final String kafka;

    FleetEvents(String kafka) {
        this.kafka = kafka;
    }

    void say(List<? extends Event> events) throws Exception {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka, "acks", "all", "linger.ms", 5, "compression.type", "zstd"),
                new StringSerializer(),
                new ByteArraySerializer())) {
            Future<RecordMetadata> last = null;
            for (Event event : events) {
                last = producer.send(new ProducerRecord<>(
                        topicOf(event),
                        null,
                        keyOf(event),
                        EventCodec.write(event),
                        CloudEventHeaders.of(UUID.randomUUID(), event.getClass(), "bench", Instant.now())));
            }
            producer.flush();
            if (last != null) {
                last.get();
            }
        }
    }

    /** Events per second of a consumer that reads the runs' topic, and does nothing or writes each as a row. */
    double read(int events, Connection into) throws SQLException {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka, "max.poll.records", BATCH),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.RUN_EVENTS).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            int seen = 0;
            long begun = System.nanoTime();
            while (seen < events) {
                ConsumerRecords<String, byte[]> records = consumer.poll(Duration.ofSeconds(1));
                if (into != null) {
                    insert(records, into);
                }
                seen += records.count();
            }
            return seen / ((System.nanoTime() - begun) / 1e9);
        }
    }

    private static void insert(ConsumerRecords<String, byte[]> records, Connection into) throws SQLException {
        try (PreparedStatement row =
                into.prepareStatement("INSERT INTO plain (key, body) VALUES (?, convert_from(?, 'UTF8')::jsonb)")) {
            for (ConsumerRecord<String, byte[]> record : records) {
                row.setString(1, record.key());
                row.setBytes(2, record.value());
                row.addBatch();
            }
            row.executeBatch();
        }
        into.commit();
    }

    private static String topicOf(Event event) {
        if (event instanceof RunEvent) {
            return Topics.RUN_EVENTS;
        }
        return event instanceof DeploymentEvent ? Topics.DEPLOYMENT_EVENTS : Topics.DIRECTORY_EVENTS;
    }

    private static String keyOf(Event event) {
        if (event instanceof RunEvent run) {
            return String.valueOf(run.ref().target());
        }
        return event instanceof DeploymentEvent deployment
                ? String.valueOf(deployment.deployment())
                : ((DirectoryEvent) event).directory();
    }
}
