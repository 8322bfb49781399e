package io.drover.agent.control;

import io.drover.contracts.DeploymentControl;
import io.drover.contracts.Event;
import io.drover.contracts.Topics;
import io.drover.kit.event.EventCodec;
import io.drover.kit.event.UndecodableEvent;
import io.drover.kit.process.VitalThread;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

/**
 * Listens to what people say about deployments: the whole control topic from its start, without a group, since every
 * agent has to hear everything. Asks four times a second where the topic ends and tells the gate when it stands there.
 *
 * <p>Nothing is stored: an agent that begins anew reads all of it again. A record that comes twice says nothing new. While
 * Kafka is away the gate shuts by itself, and this goes on asking.
 */
@ApplicationScoped
class DeploymentControlReader {
    private static final Logger LOG = Logger.getLogger(DeploymentControlReader.class);
    private static final TopicPartition TOPIC = new TopicPartition(Topics.DEPLOYMENT_CONTROL, 0);
    private static final Duration BETWEEN = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Map<String, Object> broker;
    private final ControlGate gate;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private boolean away;

    DeploymentControlReader(@Identifier("default-kafka-broker") Map<String, Object> broker, ControlGate gate) {
        this.broker = broker;
        this.gate = gate;
    }

    void onStart(@Observes StartupEvent start) {
        Thread unused = VitalThread.start("deployment-control", this::read);
    }

    /** Not before the drain, which comes first of all. */
    void onStop(@Observes ShutdownEvent stop) {
        stopping.countDown();
    }

    private void read() {
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            consumer.assign(List.of(TOPIC));
            consumer.seekToBeginning(List.of(TOPIC));
            while (stopping.getCount() > 0) {
                try {
                    readToItsEnd(consumer);
                    away = false;
                    consumer.poll(BETWEEN).forEach(this::hear);
                } catch (KafkaException e) {
                    pauseAfter(e);
                }
            }
        }
    }

    private void readToItsEnd(KafkaConsumer<String, byte[]> consumer) {
        ControlGate.Moment asked = gate.now();
        long end = consumer.endOffsets(List.of(TOPIC), PATIENCE).get(TOPIC);
        while (consumer.position(TOPIC, PATIENCE) < end && stopping.getCount() > 0) {
            consumer.poll(BETWEEN).forEach(this::hear);
        }
        gate.readToItsEnd(asked);
    }

    private void hear(ConsumerRecord<String, byte[]> record) {
        try {
            long deployment = Long.parseLong(String.valueOf(record.key()));
            Event event = record.value() == null ? null : EventCodec.read(record);
            if (event == null) {
                gate.forget(deployment);
            } else if (event instanceof DeploymentControl control) {
                gate.heard(deployment, control.epoch());
                LOG.infof(
                        "A deployment was interfered with: deploymentId=%d state=%s epoch=%d",
                        deployment, control.state(), control.epoch());
            }
        } catch (UndecodableEvent | NumberFormatException e) {
            LOG.errorf(
                    "A record that nobody can read is passed over: source=%s@%d reason=%s",
                    TOPIC, record.offset(), e.getMessage());
        }
    }

    private void pauseAfter(KafkaException failure) {
        if (!away) {
            LOG.warnf("The control topic cannot be read, so nothing begins until it can: reason=%s", failure);
        }
        away = true;
        try {
            boolean unused = stopping.await(BETWEEN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping.countDown();
        }
    }

    private KafkaConsumer<String, byte[]> consumer() {
        Map<String, Object> config = new HashMap<>(broker);
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, "migration-agent-control");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        return new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
    }
}
