package io.drover.testing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The other services as a test plays them: sends what they would send, and reads what they would get. Reading always
 * begins at the start of the topic and joins no group, so that it disturbs nobody. Not thread-safe.
 */
public final class KafkaProbe implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final Map<String, Object> settings;
    private final KafkaProducer<String, String> producer;

    /** A record as it was read; {@code value} is null for a tombstone. */
    public record Received(int partition, long offset, String key, String value, Map<String, String> headers) {}

    public KafkaProbe(String bootstrapServers) {
        this.settings = Map.of("bootstrap.servers", bootstrapServers, "acks", "all");
        this.producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }

    /** Creates the topic unless it is there. */
    public void ensureTopic(String name, int partitions) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", settings.get("bootstrap.servers")))) {
            admin.createTopics(Set.of(new NewTopic(name, Optional.of(partitions), Optional.empty())))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    /** Sends one record and waits until Kafka has it; {@code value} null is a tombstone. */
    public void send(String topic, String key, String value, Map<String, String> headers)
            throws InterruptedException, ExecutionException {
        ProducerRecord<String, String> message = new ProducerRecord<>(topic, key, value);
        headers.forEach((name, content) -> message.headers().add(name, content.getBytes(StandardCharsets.UTF_8)));
        producer.send(message).get();
    }

    /**
     * Everything in the topic, as soon as it is what the test waits for.
     *
     * @throws AssertionError after {@code deadline}, with what came until then
     */
    public List<Received> collect(String topic, Duration deadline, Predicate<List<Received>> enough) {
        List<Received> received = new ArrayList<>();
        long until = System.nanoTime() + deadline.toNanos();
        try (KafkaConsumer<String, String> consumer = consumer()) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic, deadline).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            do {
                consumer.poll(POLL).forEach(message -> {
                    Map<String, String> headers = new LinkedHashMap<>();
                    message.headers()
                            .forEach(header ->
                                    headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
                    received.add(new Received(
                            message.partition(), message.offset(), message.key(), message.value(), headers));
                });
                if (enough.test(List.copyOf(received))) {
                    return List.copyOf(received);
                }
            } while (System.nanoTime() < until);
        }
        throw new AssertionError("Not what was waited for in " + topic + " after " + deadline + ": " + received);
    }

    private KafkaConsumer<String, String> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        settings.get("bootstrap.servers"),
                        "enable.auto.commit",
                        false,
                        "allow.auto.create.topics",
                        false),
                new StringDeserializer(),
                new StringDeserializer());
    }

    @Override
    public void close() {
        producer.close();
    }
}
