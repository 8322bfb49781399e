package io.drover.kit.event;

import io.drover.contracts.Event;
import io.drover.kit.trace.TraceParent;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The one way out to Kafka. Idempotent, {@code acks=all}, zstd, and it never gives up on a record: an order within a key
 * is kept however long a broker is away. Sends are asynchronous: collect the futures, wait once. Thread-safe.
 */
@ApplicationScoped
public class EventProducer {
    private final KafkaProducer<String, byte[]> producer;
    private final KafkaClientMetrics metrics;
    private final String source;

    EventProducer(
            MeterRegistry meters,
            @Identifier("default-kafka-broker") Map<String, Object> broker,
            @ConfigProperty(name = "quarkus.application.name") String source) {
        Map<String, Object> config = new HashMap<>(broker);
        config.put(ProducerConfig.CLIENT_ID_CONFIG, source + "-events");
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
        config.put(ProducerConfig.LINGER_MS_CONFIG, 2);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, Long.MAX_VALUE);
        this.producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
        this.metrics = new KafkaClientMetrics(producer);
        this.source = source;
        metrics.bindTo(meters);
    }

    /** Sends an event; the future completes when Kafka has acknowledged it. */
    public CompletableFuture<Void> send(String topic, String key, Event event) {
        return send(topic, key, event, Map.of());
    }

    /**
     * Sends an event with headers beside the CloudEvents attributes. It belongs to the trace of the calling thread, unless
     * the headers name another.
     */
    public CompletableFuture<Void> send(String topic, String key, Event event, Map<String, String> more) {
        Headers headers = CloudEventHeaders.of(UUID.randomUUID(), event.getClass(), source, Instant.now());
        more.forEach((name, value) -> headers.add(name, CloudEventHeaders.bytes(value)));
        if (!more.containsKey(TraceParent.HEADER)) {
            TraceParent.add(headers, TraceParent.current());
        }
        return send(new ProducerRecord<>(topic, null, key, EventCodec.write(event), headers));
    }

    /** Sends a record as it is; a null value is a tombstone. */
    public CompletableFuture<Void> send(ProducerRecord<String, byte[]> record) {
        CompletableFuture<Void> acknowledged = new CompletableFuture<>();
        Future<?> unused = producer.send(record, (metadata, failure) -> {
            if (failure == null) {
                acknowledged.complete(null);
            } else {
                acknowledged.completeExceptionally(failure);
            }
        });
        return acknowledged;
    }

    /** Name of the service, as it stands in {@code ce_source}. */
    public String source() {
        return source;
    }

    void onStop(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) ShutdownEvent stop) {
        metrics.close();
        producer.close(Duration.ofSeconds(5));
    }
}
