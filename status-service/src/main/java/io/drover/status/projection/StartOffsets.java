package io.drover.status.projection;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * P16: begins every partition that this replica is given where the views end, whatever the group has committed. So a
 * database that was dropped is filled again from the topics, one that was restored hears what it misses, and a kill
 * between the views and the commit costs nothing. A partition of which nothing was written begins at its beginning, as
 * does one that ends before the place up to which the views were written: it is another topic of that name.
 */
@ApplicationScoped
@Identifier("events")
class StartOffsets implements KafkaConsumerRebalanceListener {
    private static final Logger LOG = Logger.getLogger(StartOffsets.class);
    private static final int PAUSE_MS = 500;

    private final Progress progress;
    private final CountDownLatch stopping = new CountDownLatch(1);

    StartOffsets(Progress progress) {
        this.progress = progress;
    }

    void onStop(@Observes ShutdownEvent stop) {
        stopping.countDown();
    }

    /** Waits for the database as long as it takes: to begin elsewhere would leave a gap in the views. */
    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        while (!partitions.isEmpty()) {
            try {
                begin(consumer, partitions);
                return;
            } catch (RuntimeException e) {
                LOG.warnf("Where the views end cannot be read and is asked for again: %s", e);
                pause();
            }
        }
    }

    private void begin(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> written = progress.read(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        for (TopicPartition partition : partitions) {
            Long next = written.get(partition);
            if (next != null && next > ends.getOrDefault(partition, Long.MAX_VALUE)) {
                LOG.warnf(
                        "Another topic has the name: partition=%s written=%d end=%d",
                        partition, next, ends.get(partition));
                progress.forget(partition);
                next = null;
            }
            if (next == null) {
                consumer.seekToBeginning(List.of(partition));
            } else {
                consumer.seek(partition, next);
            }
        }
    }

    private void pause() {
        try {
            if (stopping.await(PAUSE_MS, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("Stopped before it was known where to begin");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted before it was known where to begin", e);
        }
    }
}
