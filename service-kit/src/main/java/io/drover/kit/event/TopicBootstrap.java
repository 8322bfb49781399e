package io.drover.kit.event;

import io.drover.contracts.TopicLayout;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Creates the topics a service writes to or reads from before its channels start. Every service does so for its own, in
 * any order and at the same time: a topic that is there already is left as it is.
 */
@ApplicationScoped
public class TopicBootstrap {
    private static final Logger LOG = Logger.getLogger(TopicBootstrap.class);
    private static final int PATIENCE_MS = 60_000;

    private final Map<String, Object> broker;
    private final int widePartitions;
    private final List<String> ownTopics;

    TopicBootstrap(
            @Identifier("default-kafka-broker") Map<String, Object> broker,
            @ConfigProperty(name = "drover.topics.wide-partitions") int widePartitions,
            @ConfigProperty(name = "drover.topics.ensure") Optional<List<String>> ownTopics) {
        this.broker = broker;
        this.widePartitions = widePartitions;
        this.ownTopics = ownTopics.orElse(List.of());
    }

    /** Before the messaging channels, which start with {@code LIBRARY_BEFORE}. */
    void onStart(@Observes @Priority(1) StartupEvent start) {
        ensure(ownTopics);
    }

    /**
     * Creates what is missing of the given topics.
     *
     * @throws IllegalStateException when Kafka does not answer within a minute
     */
    public void ensure(Collection<String> topics) {
        if (topics.isEmpty()) {
            return;
        }
        Map<String, Object> config = new HashMap<>(broker);
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MS);
        try (Admin admin = Admin.create(config)) {
            Map<String, KafkaFuture<Void>> created = admin.createTopics(
                            topics.stream().map(this::newTopic).toList())
                    .values();
            for (Map.Entry<String, KafkaFuture<Void>> topic : created.entrySet()) {
                await(topic.getKey(), topic.getValue());
            }
        }
    }

    private void await(String topic, KafkaFuture<Void> created) {
        try {
            created.get();
            LOG.infof("Topic %s was created", topic);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException("Cannot create topic " + topic + ": " + e.getCause(), e.getCause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while creating topic " + topic, e);
        }
    }

    private NewTopic newTopic(String name) {
        TopicLayout layout = TopicLayout.of(name, widePartitions);
        Map<String, String> config = new HashMap<>();
        config.put("cleanup.policy", layout.compacted() ? "compact" : "delete");
        if (!layout.compacted()) {
            config.put(
                    "retention.ms",
                    layout.retention() == null
                            ? "-1"
                            : String.valueOf(layout.retention().toMillis()));
        }
        return new NewTopic(name, Optional.of(layout.partitions()), Optional.empty()).configs(config);
    }
}
