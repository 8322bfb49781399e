package io.drover.status.projection;

import io.drover.status.Json;
import io.drover.status.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/**
 * How far the views are, in the table {@code projected}, written in the transaction of the views: it alone says where
 * reading goes on. The offsets of the consumer group are committed for those who watch it and are never read.
 *
 * <p>Thread-safe. Several replicas write it one after the other; an offset never goes back, so a replica that was given
 * a partition too late, or woke up after it had lost one, harms nothing.
 */
@ApplicationScoped
class Progress {
    private final Sql sql;
    private final Map<TopicPartition, Long> known = new ConcurrentHashMap<>();

    Progress(Sql sql) {
        this.sql = sql;
    }

    /** The views are not those that this process wrote into: they were dropped or restored while it ran. */
    static final class ViewsReplaced extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ViewsReplaced(String message) {
            super(message);
        }
    }

    /** Other views, filled beside those, took their place while a batch was written in parts. */
    static final class ViewsSwapped extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Which views these are. */
    UUID views() {
        return sql.first("SELECT id FROM generation", row -> row.getObject("id", UUID.class))
                .orElseThrow();
    }

    /** Where reading goes on, for those partitions of which anything was written. */
    Map<TopicPartition, Long> read(Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> stored = stored();
        stored.keySet().retainAll(partitions);
        partitions.forEach(known::remove);
        known.putAll(stored);
        return stored;
    }

    /** The topic is not the one that was read before: it is read from its beginning. */
    void forget(TopicPartition partition) {
        sql.update("DELETE FROM projected WHERE topic = ? AND partition = ?", partition.topic(), partition.partition());
        known.remove(partition);
    }

    /**
     * Writes how far a batch reaches.
     *
     * @param partsIn the views that parts of the batch were written into, null when there are no parts
     * @throws ViewsReplaced when the views have forgotten what they knew: the batch must not be written over the gap
     * @throws ViewsSwapped when these are not the views that have the parts
     */
    void write(List<Batch.Reached> reached, UUID partsIn) {
        if (reached.isEmpty()) {
            return;
        }
        if (partsIn != null && !partsIn.equals(views())) {
            throw new ViewsSwapped();
        }
        Map<TopicPartition, Long> stored = stored();
        for (Batch.Reached one : reached) {
            TopicPartition partition = partitionOf(one);
            long before = known.getOrDefault(partition, 0L);
            long now = stored.getOrDefault(partition, 0L);
            if (now < before) {
                throw new ViewsReplaced(
                        "The views were written up to %d of %s and are at %d now".formatted(before, partition, now));
            }
        }
        sql.update("""
                INSERT INTO projected AS p (topic, partition, next_offset, event_at)
                SELECT topic, partition, next_offset, event_at
                FROM jsonb_to_recordset(?::jsonb) AS x(topic text, partition int, next_offset bigint, event_at timestamptz)
                ON CONFLICT (topic, partition) DO UPDATE SET next_offset = excluded.next_offset, event_at = excluded.event_at
                WHERE excluded.next_offset > p.next_offset
                """, Json.rows(reached));
    }

    /** The batch is committed. */
    void written(List<Batch.Reached> reached) {
        reached.forEach(one -> known.merge(partitionOf(one), one.nextOffset(), Math::max));
    }

    private Map<TopicPartition, Long> stored() {
        Map<TopicPartition, Long> stored = new HashMap<>();
        sql.list(
                "SELECT topic, partition, next_offset FROM projected",
                row -> stored.put(
                        new TopicPartition(row.getString("topic"), row.getInt("partition")),
                        row.getLong("next_offset")));
        return stored;
    }

    private static TopicPartition partitionOf(Batch.Reached reached) {
        return new TopicPartition(reached.topic(), reached.partition());
    }
}
