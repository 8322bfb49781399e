package io.drover.kit.event;

import io.drover.contracts.Event;
import io.drover.contracts.EventTypes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The CloudEvents attributes of a record in Kafka's binary mode. {@code ce_id} is the idempotency key of the event. */
public final class CloudEventHeaders {
    public static final String ID = "ce_id";
    public static final String TYPE = "ce_type";

    private CloudEventHeaders() {}

    /** Headers for an event; {@code source} names the service that speaks. */
    public static Headers of(UUID id, Class<? extends Event> type, String source, Instant time) {
        return new RecordHeaders()
                .add(ID, bytes(id.toString()))
                .add(TYPE, bytes(EventTypes.nameOf(type)))
                .add("ce_specversion", bytes("1.0"))
                .add("ce_source", bytes("/drover/" + source))
                .add("ce_time", bytes(time.toString()))
                .add("content-type", bytes("application/json"));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
