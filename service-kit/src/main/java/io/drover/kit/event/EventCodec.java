package io.drover.kit.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.drover.contracts.Event;
import io.drover.contracts.EventTypes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Events to JSON and back. Times are RFC 3339, durations ISO-8601, unknown fields are ignored so that a newer producer
 * does not stop an older consumer. Stateless and thread-safe.
 */
public final class EventCodec {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private EventCodec() {}

    /** The body of the record that carries the event. */
    public static byte[] write(Event event) {
        try {
            return JSON.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write " + event.getClass().getSimpleName() + " as JSON", e);
        }
    }

    /**
     * The event of a record, chosen by its header {@code ce_type}.
     *
     * @throws UndecodableEvent when the header is missing, empty or unknown, or the body does not fit
     */
    public static Event read(ConsumerRecord<?, byte[]> record) {
        Header type = record.headers().lastHeader(CloudEventHeaders.TYPE);
        if (type == null || type.value() == null) {
            throw new UndecodableEvent("The record has no header " + CloudEventHeaders.TYPE, null);
        }
        return read(new String(type.value(), StandardCharsets.UTF_8), record.value());
    }

    /**
     * The event of a type and a body.
     *
     * @throws UndecodableEvent when the type is unknown or the body does not fit
     */
    public static Event read(String type, byte[] body) {
        if (body == null) {
            throw new UndecodableEvent("The record of type " + type + " has no body", null);
        }
        try {
            Event event = JSON.readValue(body, EventTypes.typeOf(type));
            if (event == null) {
                throw new UndecodableEvent("The record of type " + type + " holds the word null", null);
            }
            return event;
        } catch (UndecodableEvent e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new UndecodableEvent("The body is not a readable " + type + ": " + firstLine(e), e);
        }
    }

    private static String firstLine(Exception e) {
        String message = String.valueOf(e.getMessage());
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }
}
