package io.drover.status.rebuild;

import io.drover.kit.process.VitalThread;
import io.drover.status.StatusService;
import io.drover.status.projection.EventConsumer;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;
import org.jboss.logging.Logger;

/**
 * P16: fills new views from the beginning of the topics while the old ones are shown, and takes their place when it is as
 * far as they are. A kill at any instruction leaves the one or the other whole; the next rebuild begins again.
 */
@ApplicationScoped
class Rebuild {
    private static final Logger LOG = Logger.getLogger(Rebuild.class);
    private static final Duration TELL_EVERY = Duration.ofSeconds(10);
    /** How long replicas may have to wait with their events while the last ones are caught up with. */
    private static final Duration HELD_UP = Duration.ofSeconds(5);

    private final DataSource source;
    private final Flyway tables;
    private final Map<String, Object> broker;
    private final List<String> topics;
    private final TopicReader.Into views;
    private long toldAt = System.nanoTime() - TELL_EVERY.toNanos();

    @Inject
    Rebuild(
            DataSource source,
            Flyway tables,
            @Identifier("default-kafka-broker") Map<String, Object> broker,
            @ConfigProperty(name = "drover.topics.ensure") List<String> topics,
            EventConsumer consumer) {
        this(source, tables, broker, topics, consumer::consume);
    }

    Rebuild(DataSource source, Flyway tables, Map<String, Object> broker, List<String> topics, TopicReader.Into views) {
        this.source = source;
        this.tables = tables;
        this.broker = broker;
        this.topics = topics;
        this.views = views;
    }

    void onStart(@Observes StartupEvent start) {
        if (StatusService.isRebuild()) {
            VitalThread.start("rebuild", this::runAndLeave);
        }
    }

    private void runAndLeave() {
        int exitCode = 1;
        try {
            run();
            exitCode = 0;
        } catch (NextViews.AnotherRebuild e) {
            LOG.error(e.getMessage());
        } catch (SQLException | RuntimeException e) {
            LOG.error("The views were not rebuilt, and those from before are shown; start the rebuild again", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Quarkus.asyncExit(exitCode);
    }

    /** Returns when the new views are shown. */
    void run() throws SQLException, InterruptedException {
        try (NextViews next = NextViews.claim(source)) {
            next.clear();
            tables.migrate();
            try (TopicReader reader = new TopicReader(broker, topics)) {
                LOG.infof("The views are rebuilt from the beginning of %s", topics);
                catchUp(next, reader);
                next.tidy();
                do {
                    catchUp(next, reader);
                } while (!next.exchange(shown -> withinTime(reader, shown)));
            }
            LOG.info("The new views are shown");
            next.forgetPrevious();
        }
    }

    /** Reads until it is about as far as the views that are shown, which go on meanwhile. */
    private void catchUp(NextViews next, TopicReader reader) throws SQLException, InterruptedException {
        long begun;
        do {
            begun = System.nanoTime();
            Map<TopicPartition, Long> goal = reader.within(next.shown());
            while (!reader.hasReached(goal)) {
                reader.readInto(views);
                tell(next, reader);
            }
        } while (System.nanoTime() - begun > HELD_UP.toNanos() / 2);
    }

    private Map<TopicPartition, Long> withinTime(TopicReader reader, Map<TopicPartition, Long> shown)
            throws InterruptedException {
        long end = System.nanoTime() + HELD_UP.toNanos();
        Map<TopicPartition, Long> goal = reader.within(shown);
        while (!reader.hasReached(goal)) {
            if (System.nanoTime() > end) {
                return Map.of();
            }
            reader.readInto(views);
        }
        return reader.reached();
    }

    private void tell(NextViews next, TopicReader reader) throws SQLException {
        long now = System.nanoTime();
        if (now - toldAt >= TELL_EVERY.toNanos()) {
            toldAt = now;
            next.keep();
            LOG.infof("Read so far, in percent: %s", reader.shares());
        }
    }
}
