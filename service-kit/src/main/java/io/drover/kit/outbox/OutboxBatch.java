package io.drover.kit.outbox;

import io.drover.contracts.EventTypes;
import io.drover.kit.event.CloudEventHeaders;
import io.drover.kit.event.EventProducer;
import io.drover.kit.trace.TraceParent;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * One step of the relay: the oldest rows go out together, are acknowledged together and are deleted together. Rows are
 * taken because they are there, never because their position is above the last one: positions commit out of order.
 */
@ApplicationScoped
@IfBuildProperty(name = "drover.outbox.enabled", stringValue = "true")
class OutboxBatch {
    private static final int ROWS = 500;
    private static final int SIGN_MS = 2_000;

    /** As they are stored, which is several times less than what they take in memory. */
    private static final int BYTES = 1024 * 1024;

    private static final String OLDEST = """
            SELECT position, id, aggregateid, type, payload, topic, traceparent, created_at
            FROM (SELECT *, sum(pg_column_size(payload)) OVER (ORDER BY position) - pg_column_size(payload) AS before
                  FROM (SELECT * FROM outbox ORDER BY position LIMIT %d) AS oldest) AS sized
            WHERE before < %d ORDER BY position""".formatted(ROWS, BYTES);

    private final EventProducer producer;

    OutboxBatch(EventProducer producer) {
        this.producer = producer;
    }

    /** Sends up to {@value #ROWS} rows, fewer when they are large; true when there may be more. */
    boolean carry(Connection connection) throws SQLException {
        List<Long> positions = new ArrayList<>();
        List<CompletableFuture<Void>> sends = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(OLDEST)) {
            ResultSet row = select.executeQuery();
            while (row.next()) {
                positions.add(row.getLong("position"));
                sends.add(producer.send(record(row)));
            }
        }
        if (positions.isEmpty()) {
            return false;
        }
        await(CompletableFuture.allOf(sends.toArray(CompletableFuture[]::new)), connection);
        delete(connection, positions);
        return true;
    }

    /** However long Kafka is away: a sign every two seconds keeps the server from taking the session for a frozen one. */
    private static void await(CompletableFuture<Void> sent, Connection connection) throws SQLException {
        while (true) {
            try {
                sent.get(SIGN_MS, TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException e) {
                try (PreparedStatement sign = connection.prepareStatement("SELECT 1")) {
                    sign.execute();
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException("Kafka did not take a record of the outbox", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while the outbox was carried", e);
            }
        }
    }

    private ProducerRecord<String, byte[]> record(ResultSet row) throws SQLException {
        if (row.getString("payload") == null) {
            return new ProducerRecord<>(row.getString("topic"), row.getString("aggregateid"), null);
        }
        Headers headers = CloudEventHeaders.of(
                row.getObject("id", UUID.class),
                EventTypes.typeOf(row.getString("type")),
                producer.source(),
                row.getTimestamp("created_at").toInstant());
        TraceParent.add(headers, row.getString("traceparent"));
        return new ProducerRecord<>(
                row.getString("topic"),
                null,
                row.getString("aggregateid"),
                row.getString("payload").getBytes(StandardCharsets.UTF_8),
                headers);
    }

    private static void delete(Connection connection, List<Long> positions) throws SQLException {
        Array sent = connection.createArrayOf("bigint", positions.toArray());
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM outbox WHERE position = ANY (?)")) {
            delete.setArray(1, sent);
            delete.executeUpdate();
        } finally {
            sent.free();
        }
    }
}
