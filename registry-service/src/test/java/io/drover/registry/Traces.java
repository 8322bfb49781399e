package io.drover.registry;

import io.agroal.api.AgroalDataSource;
import io.drover.contracts.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
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
    private static final List<String> TABLES = List.of("directories", "versions", "contents", "files", "tags");

    private final AgroalDataSource database;
    private final String kafka;

    Traces(AgroalDataSource database, @ConfigProperty(name = "kafka.bootstrap.servers") String kafka) {
        this.database = database;
        this.kafka = kafka;
    }

    /** How many rows each table has; the sum of the directories' event sequences is {@code events}. */
    public Map<String, Long> rows() {
        Map<String, Long> rows = new TreeMap<>();
        for (String table : TABLES) {
            rows.put(table, number("SELECT count(*) FROM " + table));
        }
        rows.put("events", number("SELECT coalesce(sum(event_sequence), 0) FROM directories"));
        return rows;
    }

    /** The first column of the first row. */
    public long number(String sql) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** How many records the topic has, once nothing waits in the outbox any more. */
    public long records() {
        awaitEmptyOutbox();
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            return consumer.endOffsets(partitions(consumer)).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    /** Every record of a directory on the topic, once nothing waits in the outbox any more. */
    public List<ConsumerRecord<String, byte[]>> events(String directory) {
        awaitEmptyOutbox();
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = partitions(consumer);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    if (record.key().equals(directory)) {
                        found.add(record);
                    }
                }
            }
            return found;
        }
    }

    private void awaitEmptyOutbox() {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> number("SELECT count(*) FROM outbox") == 0);
    }

    private KafkaConsumer<String, byte[]> consumer() {
        Map<String, Object> config =
                Map.of("bootstrap.servers", kafka, "auto.offset.reset", "earliest", "enable.auto.commit", false);
        return new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
    }

    private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer) {
        return consumer.partitionsFor(Topics.DIRECTORY_EVENTS).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
    }
}
