package io.drover.kit.outbox;

import io.agroal.api.AgroalDataSource;
import io.drover.contracts.Event;
import io.drover.contracts.EventTypes;
import io.drover.kit.event.EventCodec;
import io.drover.kit.trace.TraceParent;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;

/**
 * Says something to the other services if, and only if, the caller's transaction commits. Lock the aggregate's row first,
 * so that the events of one aggregate are numbered and written in one order. Thread-safe.
 */
@ApplicationScoped
@IfBuildProperty(name = "drover.outbox.enabled", stringValue = "true")
public class OutboxEmitter {
    static final String CHANNEL = "drover_outbox";

    /** Type of a row without a body. */
    static final String TOMBSTONE = "tombstone";

    /** Largest body of an event: far below what Kafka takes, so that what is committed can be sent. */
    static final int LARGEST_BODY = 256 * 1024;

    private static final String INSERT = """
            INSERT INTO outbox (id, aggregatetype, aggregateid, type, payload, topic, aggregatesequence, traceparent)
            VALUES (?, ?, ?, ?, ?::jsonb, ?, ?, ?)""";

    private final AgroalDataSource database;

    protected OutboxEmitter(AgroalDataSource database) {
        this.database = database;
    }

    /**
     * One event to send.
     *
     * @param sequence the aggregate's own, as it stands in the event
     * @param event null for a tombstone: a compacted topic then forgets the key
     * @param traceparent the trace it belongs to, null for none
     */
    public record Entry(String topic, String key, long sequence, Event event, String traceparent) {
        /** An event of the trace of the calling thread. */
        public Entry(String topic, String key, long sequence, Event event) {
            this(topic, key, sequence, event, TraceParent.current());
        }

        String type() {
            return event == null ? TOMBSTONE : EventTypes.nameOf(event.getClass());
        }
    }

    /** Writes one event. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void send(String topic, String key, long sequence, Event event) {
        sendAll(List.of(new Entry(topic, key, sequence, event)));
    }

    /**
     * Writes events in one batch, in the given order.
     *
     * @throws IllegalStateException when one is larger than 256 KiB: the transaction that caused it fails, for a row that
     *     Kafka refuses would stop everything behind it
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void sendAll(List<Entry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT);
                Statement wake = connection.createStatement()) {
            for (Entry entry : entries) {
                insert.setObject(1, UUID.randomUUID());
                insert.setString(2, entry.topic());
                insert.setString(3, entry.key());
                insert.setString(4, entry.type());
                insert.setString(5, body(entry));
                insert.setString(6, entry.topic());
                insert.setLong(7, entry.sequence());
                insert.setString(8, entry.traceparent());
                insert.addBatch();
            }
            insert.executeBatch();
            wake.execute("NOTIFY " + CHANNEL);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot write to the outbox", e);
        }
    }

    /** The event as it is stored, null for a tombstone. */
    static String body(Entry entry) {
        if (entry.event() == null) {
            return null;
        }
        byte[] body = EventCodec.write(entry.event());
        if (body.length > LARGEST_BODY) {
            throw new IllegalStateException(
                    "The event " + EventTypes.nameOf(entry.event().getClass()) + " of " + entry.key() + " has "
                            + body.length + " bytes; at most " + LARGEST_BODY + " can be sent");
        }
        return new String(body, StandardCharsets.UTF_8);
    }
}
