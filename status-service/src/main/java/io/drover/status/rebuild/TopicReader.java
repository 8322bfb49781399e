package io.drover.status.rebuild;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads all partitions of some topics from their beginning. It is in no group, so it takes no partition from anybody and
 * leaves nothing behind at the broker. Not thread-safe.
 */
final class TopicReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<String, byte[]> consumer;
    private final List<TopicPartition> partitions = new ArrayList<>();
    private final Map<TopicPartition, Long> begins;

    /** Where records go. */
    @FunctionalInterface
    interface Into {
        /** Returns when they are written. */
        void write(ConsumerRecords<String, byte[]> records) throws InterruptedException;
    }

    /** @param broker how Kafka is reached */
    TopicReader(Map<String, Object> broker, List<String> topics) {
        Map<String, Object> config = new HashMap<>(broker);
        config.put("enable.auto.commit", false);
        config.put("auto.offset.reset", "earliest");
        config.put("max.poll.records", 2_000);
        config.put("fetch.max.bytes", 8 << 20);
        consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
        topics.forEach(topic -> consumer.partitionsFor(topic)
                .forEach(part -> partitions.add(new TopicPartition(topic, part.partition()))));
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        begins = consumer.beginningOffsets(partitions);
    }

    /** Hands on what comes next, if anything comes. */
    void readInto(Into into) throws InterruptedException {
        ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
        if (!records.isEmpty()) {
            into.write(records);
        }
    }

    /** Up to where everything was handed on. */
    Map<TopicPartition, Long> reached() {
        return partitions.stream().collect(Collectors.toMap(partition -> partition, consumer::position));
    }

    /** Those offsets, as far as there is such a partition that does not end before. */
    Map<TopicPartition, Long> within(Map<TopicPartition, Long> offsets) {
        Map<TopicPartition, Long> existing = new HashMap<>(consumer.endOffsets(partitions));
        existing.replaceAll((partition, end) -> Math.min(end, offsets.getOrDefault(partition, 0L)));
        return existing;
    }

    boolean hasReached(Map<TopicPartition, Long> offsets) {
        return offsets.entrySet().stream().allMatch(goal -> consumer.position(goal.getKey()) >= goal.getValue());
    }

    /** How much of each topic was handed on, in percent. */
    Map<String, Integer> shares() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<String, Long> read = new TreeMap<>();
        Map<String, Long> all = new TreeMap<>();
        for (TopicPartition partition : partitions) {
            long begin = begins.get(partition);
            read.merge(partition.topic(), consumer.position(partition) - begin, Long::sum);
            all.merge(partition.topic(), ends.get(partition) - begin, Long::sum);
        }
        Map<String, Integer> shares = new TreeMap<>();
        all.forEach((topic, records) ->
                shares.put(topic, records <= 0 ? 100 : (int) Math.min(100, read.get(topic) * 100 / records)));
        return shares;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
