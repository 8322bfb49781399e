package io.drover.status.projection;

import io.drover.status.Sql;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Says of what time the views are. Every second the ends of the topics are compared with the offsets that were written
 * together with the views: when all is written, the views are of that second; else of the time of the last event written
 * in the partition that is furthest behind. When Kafka does not answer, the time stands still and the lag grows.
 */
@ApplicationScoped
public class Freshness {
    private static final Logger LOG = Logger.getLogger(Freshness.class);
    private static final Duration TRUSTED = Duration.ofSeconds(5);

    private final Sql sql;
    private final Map<String, Object> broker;
    private final List<String> topics;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "freshness");
        thread.setDaemon(true);
        return thread;
    });

    private volatile AsOf last = new AsOf(Instant.now(), false);
    /** When everything was last written; until then, nothing is said to be newer than its events. */
    private Instant caughtUpAt = Instant.EPOCH;

    private final Set<TopicPartition> partitions = new HashSet<>();
    private ScheduledFuture<?> checks;
    private Admin admin;

    Freshness(
            Sql sql,
            @Identifier("default-kafka-broker") Map<String, Object> broker,
            @ConfigProperty(name = "drover.topics.ensure") List<String> topics) {
        this.sql = sql;
        this.broker = broker;
        this.topics = topics;
    }

    private record AsOf(Instant at, boolean caughtUp) {}

    /**
     * How old an answer is.
     *
     * @param asOf everything said before that time is in it
     * @param lag zero when nothing is waiting to be written, else the time since {@code asOf}
     */
    public record Stamp(Instant asOf, Duration lag) {}

    /** The stamp for an answer that is given now. */
    public Stamp stamp() {
        AsOf known = last;
        Duration age = Duration.between(known.at(), Instant.now());
        boolean fresh = known.caughtUp() && age.compareTo(TRUSTED) < 0;
        return new Stamp(known.at(), fresh ? Duration.ZERO : age);
    }

    void onStart(@Observes StartupEvent start) {
        admin = Admin.create(new HashMap<>(broker));
        checks = clock.scheduleWithFixedDelay(this::check, 0, 1, TimeUnit.SECONDS);
    }

    void onStop(@Observes ShutdownEvent stop) {
        checks.cancel(true);
        clock.shutdownNow();
        admin.close(Duration.ofSeconds(1));
    }

    private void check() {
        try {
            Instant now = Instant.now();
            Instant furthestBehind = furthestBehind();
            if (furthestBehind == null) {
                caughtUpAt = now;
                last = new AsOf(now, true);
            } else {
                last = new AsOf(furthestBehind.isAfter(caughtUpAt) ? furthestBehind : caughtUpAt, false);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | RuntimeException e) {
            LOG.debug("Cannot say how far the views are; asked again in a second", e);
        }
    }

    private record Reached(long offset, Instant eventAt) {}

    /** Time of the last event written in the partition that is furthest behind; null when nothing is. */
    private Instant furthestBehind() throws InterruptedException, ExecutionException {
        Map<TopicPartition, Long> ends = offsets(partitions(), OffsetSpec.latest());
        Map<TopicPartition, Reached> reached = reached();
        List<TopicPartition> behind = ends.keySet().stream()
                .filter(partition -> !reached.containsKey(partition)
                        || reached.get(partition).offset() < ends.get(partition))
                .toList();
        Map<TopicPartition, Long> starts = offsets(behind, OffsetSpec.earliest());
        return behind.stream()
                .filter(partition -> ends.get(partition) > starts.get(partition))
                .map(partition ->
                        reached.containsKey(partition) ? reached.get(partition).eventAt() : Instant.EPOCH)
                .min(Instant::compareTo)
                .orElse(null);
    }

    /** Partitions are fixed at creation, so they are asked for once. */
    private Collection<TopicPartition> partitions() throws InterruptedException, ExecutionException {
        if (partitions.isEmpty()) {
            admin.describeTopics(topics)
                    .allTopicNames()
                    .get()
                    .values()
                    .forEach(topic -> topic.partitions()
                            .forEach(part -> partitions.add(new TopicPartition(topic.name(), part.partition()))));
        }
        return partitions;
    }

    private Map<TopicPartition, Long> offsets(Collection<TopicPartition> of, OffsetSpec spec)
            throws InterruptedException, ExecutionException {
        if (of.isEmpty()) {
            return Map.of();
        }
        Map<TopicPartition, OffsetSpec> wanted =
                of.stream().collect(Collectors.toMap(partition -> partition, partition -> spec));
        return admin.listOffsets(wanted).all().get().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, end -> end.getValue().offset()));
    }

    private Map<TopicPartition, Reached> reached() {
        Map<TopicPartition, Reached> reached = new HashMap<>();
        sql.list(
                "SELECT topic, partition, next_offset, event_at FROM projected",
                row -> reached.put(
                        new TopicPartition(row.getString("topic"), row.getInt("partition")),
                        new Reached(row.getLong("next_offset"), Sql.instant(row, "event_at"))));
        return reached;
    }
}
