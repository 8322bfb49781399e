package io.drover.status.projection;

import io.drover.contracts.Event;
import io.drover.kit.event.EventCodec;
import io.drover.kit.event.UndecodableEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What one poll brought.
 *
 * @param heard in an order that keeps the order within every key
 * @param undecodable records without an event, and why
 * @param reached how far each partition is read with this batch
 * @param partsIn the views that hold its events already, null while none do: it reaches nothing in others
 */
record Batch(List<Heard> heard, List<Undecodable> undecodable, List<Reached> reached, UUID partsIn) {
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    Batch(List<Heard> heard, List<Undecodable> undecodable, List<Reached> reached) {
        this(heard, undecodable, reached, null);
    }

    /** An event and the record it came in. */
    record Heard(Event event, ConsumerRecord<String, byte[]> record) {}

    record Undecodable(ConsumerRecord<String, byte[]> record, String reason) {}

    record Reached(String topic, int partition, long nextOffset, Instant eventAt) {}

    /** Decodes records. One without a body is the tombstone of a compacting rewrite and says nothing. */
    static Batch decode(Iterable<ConsumerRecord<String, byte[]>> records) {
        List<Heard> heard = new ArrayList<>();
        List<Undecodable> undecodable = new ArrayList<>();
        Map<String, Reached> reached = new LinkedHashMap<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            if (record.value() != null) {
                try {
                    heard.add(new Heard(EventRules.checked(EventCodec.read(record)), record));
                } catch (UndecodableEvent e) {
                    undecodable.add(new Undecodable(record, e.getMessage()));
                }
            }
            reached.put(
                    record.topic() + '/' + record.partition(),
                    new Reached(record.topic(), record.partition(), record.offset() + 1, timeOf(record)));
        }
        return new Batch(heard, undecodable, List.copyOf(reached.values()));
    }

    List<Event> events() {
        return heard.stream().map(Heard::event).toList();
    }

    /** Some of its events, which reach nothing. */
    Batch part(int from, int to) {
        return new Batch(heard.subList(from, to), List.of(), List.of());
    }

    /** How far it reaches, without its events, which were written into those views in parts. */
    Batch end(UUID views) {
        return new Batch(List.of(), List.of(), reached, views);
    }

    private static Instant timeOf(ConsumerRecord<?, ?> record) {
        Instant time = Instant.ofEpochMilli(Math.max(0, record.timestamp()));
        return time.isAfter(LATEST) ? LATEST : time;
    }
}
