package io.drover.orchestrator;

import io.drover.contracts.DeploymentControl;
import io.drover.contracts.DeploymentEvent;
import io.drover.contracts.Event;
import io.drover.contracts.TargetEvent;
import io.drover.contracts.Topics;
import io.drover.kit.event.EventCodec;
import io.drover.orchestrator.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the service leaves behind: rows and records. */
@ApplicationScoped
public class Traces {
    private static final List<String> TABLES =
            List.of("target", "deployment", "wave", "run", "resolution", "idempotency_key");

    private final Database database;
    private final String kafka;

    Traces(Database database, @ConfigProperty(name = "kafka.bootstrap.servers") String kafka) {
        this.database = database;
        this.kafka = kafka;
    }

    /** How many rows each table has, and the sum of the targets' events. */
    @Transactional
    public Map<String, Long> rows() {
        Map<String, Long> rows = new TreeMap<>();
        TABLES.forEach(table -> rows.put(table, number("SELECT count(*) FROM " + table)));
        rows.put("events", number("SELECT coalesce(sum(event_sequence), 0) FROM target"));
        return rows;
    }

    /** The first column of the first row. */
    @Transactional
    public long number(String sql, Object... parameters) {
        return database.query(sql, row -> row.getLong(1), parameters).get(0);
    }

    @Transactional
    public int change(String sql, Object... parameters) {
        return database.update(sql, parameters);
    }

    /** Events of a deployment in their order, once nothing waits in the outbox any more. */
    public List<DeploymentEvent> deploymentEvents(long deployment) {
        return read(Topics.DEPLOYMENT_EVENTS).stream()
                .map(DeploymentEvent.class::cast)
                .filter(event -> event.deployment() == deployment)
                .sorted(Comparator.comparingLong(DeploymentEvent::aggregateSequence))
                .toList();
    }

    /** What agents were told about a deployment, in order. */
    public List<DeploymentControl> controls(long deployment) {
        return read(Topics.DEPLOYMENT_CONTROL).stream()
                .map(DeploymentControl.class::cast)
                .filter(control -> control.deployment() == deployment)
                .toList();
    }

    /** All events of targets, those of one target in their order. */
    public List<TargetEvent> targetEvents() {
        return read(Topics.TARGET_EVENTS).stream().map(TargetEvent.class::cast).toList();
    }

    private List<Event> read(String topic) {
        return records(topic).stream().map(EventCodec::read).toList();
    }

    public List<ConsumerRecord<String, byte[]>> records(String topic) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> number("SELECT count(*) FROM outbox") == 0);
        Map<String, Object> config =
                Map.of("bootstrap.servers", kafka, "auto.offset.reset", "earliest", "enable.auto.commit", false);
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(200)).forEach(found::add);
            }
            return found;
        }
    }
}
