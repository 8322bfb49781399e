package io.drover.status.projection;

import io.drover.contracts.Event;
import io.drover.kit.event.EventCodec;
import io.drover.status.Voices;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Batches of events that no poll brought. */
final class Batches {
    private Batches() {}

    static Batch of(List<Event> events) {
        return new Batch(events.stream().map(Batches::heard).toList(), List.of(), List.of());
    }

    private static Batch.Heard heard(Event event) {
        ConsumerRecord<String, byte[]> record =
                new ConsumerRecord<>(Voices.topicOf(event), 0, 0, Voices.keyOf(event), EventCodec.write(event));
        record.headers()
                .add("ce_type", ("io.drover." + event.getClass().getSimpleName()).getBytes(StandardCharsets.UTF_8));
        return new Batch.Heard(event, record);
    }
}
