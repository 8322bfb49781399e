package io.drover.status.projection;

import io.drover.contracts.Event;
import io.drover.kit.event.EventCodec;
import io.drover.kit.event.UndecodableEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What one poll brought.
 *
 * @param events in an order that keeps the order within every key
 * @param undecodable records without an event, and why
 * @param reached how far each partition is read with this batch
 */
record Batch(List<Event> events, List<Undecodable> undecodable, List<Reached> reached) {

    record Undecodable(ConsumerRecord<String, byte[]> record, String reason) {}

    record Reached(String topic, int partition, long nextOffset, Instant eventAt) {}

    /** Decodes records. One without a body is the tombstone of a compacting rewrite and says nothing. */
    static Batch decode(Iterable<ConsumerRecord<String, byte[]>> records) {
        List<Event> events = new ArrayList<>();
        List<Undecodable> undecodable = new ArrayList<>();
        Map<String, Reached> reached = new LinkedHashMap<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            if (record.value() != null) {
                try {
                    events.add(EventCodec.read(record));
                } catch (UndecodableEvent e) {
                    undecodable.add(new Undecodable(record, e.getMessage()));
                }
            }
            reached.put(
                    record.topic() + '/' + record.partition(),
                    new Reached(
                            record.topic(),
                            record.partition(),
                            record.offset() + 1,
                            Instant.ofEpochMilli(record.timestamp())));
        }
        return new Batch(events, undecodable, List.copyOf(reached.values()));
    }
}
