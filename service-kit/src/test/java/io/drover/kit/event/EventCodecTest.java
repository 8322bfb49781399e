package io.drover.kit.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.contracts.Event;
import io.drover.contracts.EventTypes;
import io.drover.contracts.RunRef;
import io.drover.contracts.RunReturned;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class EventCodecTest {
    private static final RunReturned EVENT = new RunReturned(
            new RunRef(7, 41, 4, 3, 1, 0), "agent-1", RunReturned.DRAINING, Instant.parse("2026-11-23T09:00:00.5Z"));

    @Test
    void readsBackWhatItWrote() {
        Event read = EventCodec.read(record(EVENT));

        assertThat(read).isEqualTo(EVENT);
    }

    @Test
    void ignoresAFieldOfANewerProducer() {
        byte[] newer = new String(EventCodec.write(EVENT), StandardCharsets.UTF_8)
                .replace("{\"ref\"", "{\"colour\":\"blue\",\"ref\"")
                .getBytes(StandardCharsets.UTF_8);

        assertThat(EventCodec.read(EventTypes.nameOf(RunReturned.class), newer)).isEqualTo(EVENT);
    }

    @Test
    void saysWhyARecordCannotBeRead() {
        byte[] body = "{\"ref\": 5}".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> EventCodec.read(EventTypes.nameOf(RunReturned.class), body))
                .isInstanceOf(UndecodableEvent.class)
                .hasMessageContaining("RunReturned");
        assertThatThrownBy(() -> EventCodec.read("io.drover.Nothing", body))
                .isInstanceOf(UndecodableEvent.class)
                .hasMessageContaining("io.drover.Nothing");
        assertThatThrownBy(() -> EventCodec.read(new ConsumerRecord<>("t", 0, 0, "k", body)))
                .isInstanceOf(UndecodableEvent.class)
                .hasMessageContaining("ce_type");
    }

    @Test
    void callsARecordUndecodableWhoseTypeOrContentIsNull() {
        ConsumerRecord<String, byte[]> untyped = new ConsumerRecord<>("t", 0, 0, "k", EventCodec.write(EVENT));
        untyped.headers().add(CloudEventHeaders.TYPE, null);
        byte[] nothing = "null".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> EventCodec.read(untyped)).isInstanceOf(UndecodableEvent.class);
        assertThatThrownBy(() -> EventCodec.read(EventTypes.nameOf(RunReturned.class), nothing))
                .isInstanceOf(UndecodableEvent.class);
    }

    private static ConsumerRecord<String, byte[]> record(Event event) {
        ConsumerRecord<String, byte[]> record = new ConsumerRecord<>("t", 0, 0, "k", EventCodec.write(event));
        CloudEventHeaders.of(UUID.randomUUID(), event.getClass(), "test", Instant.now())
                .forEach(record.headers()::add);
        return record;
    }
}
