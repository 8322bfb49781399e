package io.drover.agent.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.contracts.AgentBeat;
import io.drover.contracts.Event;
import io.drover.contracts.RunEvent;
import io.drover.contracts.Topics;
import io.drover.kit.event.EventCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads along what the agent says. For one thread. */
final class Wire implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KafkaConsumer<String, byte[]> consumer;
    private final List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();

    /** Begins at the end of what is there now. */
    Wire(String bootstrapServers, String... topics) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = Stream.of(topics)
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    List<RunEvent> events(long run) {
        return decoded(Topics.RUN_EVENTS)
                .map(RunEvent.class::cast)
                .filter(event -> event.ref().run() == run)
                .toList();
    }

    /** Waits for an event of a run and returns the first of that kind. */
    <T extends RunEvent> T await(long run, Class<T> type) {
        until(
                type.getSimpleName() + " of run " + run,
                () -> events(run).stream().anyMatch(type::isInstance));
        return events(run).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }

    AgentBeat lastBeat() {
        List<AgentBeat> beats =
                decoded(Topics.AGENT_EVENTS).map(AgentBeat.class::cast).toList();
        return beats.isEmpty() ? null : beats.get(beats.size() - 1);
    }

    List<AgentBeat> beats() {
        return decoded(Topics.AGENT_EVENTS).map(AgentBeat.class::cast).toList();
    }

    void until(String what, BooleanSupplier condition) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as("waiting for " + what).isBefore(deadline);
            consumer.poll(Duration.ofMillis(50)).forEach(records::add);
        }
    }

    /** Everything in all records, headers included, as one text. */
    String everything() {
        StringBuilder text = new StringBuilder();
        for (ConsumerRecord<String, byte[]> record : records) {
            for (Header header : record.headers()) {
                text.append(header.key())
                        .append('=')
                        .append(new String(header.value(), StandardCharsets.UTF_8))
                        .append('\n');
            }
            text.append(new String(record.value(), StandardCharsets.UTF_8)).append('\n');
        }
        return text.toString();
    }

    private Stream<Event> decoded(String topic) {
        return records.stream().filter(record -> record.topic().equals(topic)).map(EventCodec::read);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
