package io.drover.status.projection;

import io.drover.status.Sql;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
            Map<TopicPartition, Long> ends = offsets(OffsetSpec.latest());
            Map<TopicPartition, Long> starts = offsets(OffsetSpec.earliest());
            Map<TopicPartition, Reached> reached = reached();
            Instant furthestBehind = ends.entrySet().stream()
                    .filter(end -> end.getValue() > starts.getOrDefault(end.getKey(), 0L))
                    .map(end -> reached.getOrDefault(end.getKey(), new Reached(0, Instant.EPOCH))
                            .behind(end.getValue()))
                    .filter(behind -> behind != null)
                    .min(Instant::compareTo)
                    .orElse(null);
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

    private record Reached(long offset, Instant eventAt) {
        Instant behind(long end) {
            return offset < end ? eventAt : null;
        }
    }

    private Map<TopicPartition, Long> offsets(OffsetSpec spec) throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> partitions =
                admin.describeTopics(topics).allTopicNames().get().values().stream()
                        .flatMap(topic -> topic.partitions().stream()
                                .map(part -> new TopicPartition(topic.name(), part.partition())))
                        .collect(Collectors.toMap(partition -> partition, partition -> spec));
        return admin.listOffsets(partitions).all().get().entrySet().stream()
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
