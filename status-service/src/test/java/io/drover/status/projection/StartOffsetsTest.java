package io.drover.status.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.contracts.Event;
import io.drover.contracts.Topics;
import io.drover.kit.event.DeadLetters;
import io.drover.status.DirectViews;
import io.drover.status.StatusTest;
import io.drover.status.Story;
import io.drover.status.Voices;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Replicas of the projection, each with a consumer and a connection of its own, over views in a database of theirs. */
@StatusTest
class StartOffsetsTest {
    private static final List<String> TOPICS =
            List.of(Topics.DIRECTORY_EVENTS, Topics.DEPLOYMENT_EVENTS, Topics.TARGET_EVENTS, Topics.RUN_EVENTS);

    @Inject
    Voices voices;

    @Inject
    DeadLetters deadLetters;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    private final Story story = new Story();
    private final String group = "views-" + story.directory;

    @Test
    @DisplayName("P16 views that were dropped are filled again, although the group has committed everything")
    void fillsDroppedViewsAgain() {
        say(story.deployed());
        String before;
        try (Replica replica = new Replica(DirectViews.open())) {
            before = replica.readAll();
        }

        try (Replica replica = new Replica(DirectViews.open())) {
            assertThat(replica.readAll()).isEqualTo(before).contains(story.name(1));
        }
    }

    @Test
    @DisplayName("P16 restored views hear what they miss")
    void hearsWhatRestoredViewsMiss() {
        say(story.deployed());
        try (DirectViews views = DirectViews.open();
                DirectViews restored = DirectViews.open()) {
            try (Replica replica = new Replica(restored)) {
                replica.readAll();
            }
            say(story.pushed(2), story.planned(2, 2, 1), story.seededUsers(2, 1, 1));
            String live;
            try (Replica replica = new Replica(views)) {
                live = replica.readAll();
            }

            try (Replica replica = new Replica(restored.another())) {
                assertThat(replica.readAll()).isEqualTo(live).contains(Story.SECOND);
            }
        }
    }

    @Test
    @DisplayName("P16 what a killed replica had read and not written, and what it had written, is in the views once")
    void losesNothingWhenAReplicaDies() {
        say(story.deployed());
        try (DirectViews views = DirectViews.open()) {
            Replica first = new Replica(views);
            Replica second = new Replica(views.another());
            awaitBothAssigned(first, second);
            say(story.pushed(2), story.planned(2, 2, 1), story.seededUsers(2, 1, 1));
            first.pollWithoutWriting();
            first.vanish();

            String afterwards = second.readAll();

            second.close();
            try (Replica fresh = new Replica(DirectViews.open())) {
                assertThat(afterwards).isEqualTo(fresh.readAll()).contains(Story.SECOND);
            }
        }
    }

    @Test
    @DisplayName("P16 what a replica writes that had lost its partitions meanwhile changes nothing")
    void survivesAReplicaThatWakesUpLate() {
        say(story.deployed());
        try (DirectViews views = DirectViews.open()) {
            Replica frozen = new Replica(views);
            List<Batch> unwritten = frozen.pollWithoutWriting();
            Replica other = new Replica(views.another());
            frozen.vanish();
            say(story.pushed(2), story.planned(2, 2, 1), story.seededUsers(2, 1, 1));
            String before = other.readAll();

            unwritten.forEach(frozen::write);

            assertThat(other.dump()).isEqualTo(before);
            other.close();
        }
    }

    @Test
    @DisplayName(
            "P16 a topic that ends before the place up to which it was read is another one and read from its beginning")
    void readsAnotherTopicOfThatNameFromItsBeginning() {
        say(story.deployed());
        try (Replica replica = new Replica(DirectViews.open())) {
            replica.views
                    .sql()
                    .update(
                            "INSERT INTO projected SELECT ?, p, 1000000, now() FROM generate_series(0, 5) AS p",
                            Topics.TARGET_EVENTS);
            replica.views.commit();

            assertThat(replica.readAll()).contains(story.name(1));
        }
    }

    @Test
    @DisplayName("P16 a batch is not written over the gap when the views are replaced under a running replica")
    void doesNotWriteOverAGap() {
        say(story.deployed());
        try (Replica replica = new Replica(DirectViews.open())) {
            replica.readAll();
            replica.views.sql().update("DELETE FROM projected");
            replica.views.commit();
            say(story.pushed(2));

            Batch next = replica.pollWithoutWriting().get(0);

            assertThatThrownBy(() -> replica.projection.project(next)).isInstanceOf(Progress.ViewsReplaced.class);
        }
    }

    private void say(Event... events) {
        voices.say(events);
    }

    private static void awaitBothAssigned(Replica first, Replica second) {
        first.readAll();
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (first.consumer.assignment().isEmpty()
                || second.consumer.assignment().isEmpty()) {
            assertThat(System.nanoTime()).as("both have partitions in time").isLessThan(deadline);
            first.pollAndWrite();
            second.pollAndWrite();
        }
    }

    /** What a process of the service does, in a thread that the test keeps: poll, write, commit. */
    private final class Replica implements AutoCloseable {
        private final DirectViews views;
        private final Progress progress;
        private final Projection projection;
        private final BatchWriter writer;
        private final KafkaConsumer<String, byte[]> consumer;

        Replica(DirectViews views) {
            this.views = views;
            this.progress = new Progress(views.sql());
            this.projection = Projections.committing(views, progress);
            this.writer = new BatchWriter(projection, progress, deadLetters);
            this.consumer = new KafkaConsumer<>(
                    Map.of(
                            "bootstrap.servers",
                            kafka,
                            "group.id",
                            group,
                            "enable.auto.commit",
                            false,
                            "auto.offset.reset",
                            "earliest",
                            "session.timeout.ms",
                            6_000,
                            "heartbeat.interval.ms",
                            1_000,
                            "partition.assignment.strategy",
                            CooperativeStickyAssignor.class.getName()),
                    new StringDeserializer(),
                    new ByteArrayDeserializer());
            StartOffsets offsets = new StartOffsets(progress);
            consumer.subscribe(TOPICS, new ConsumerRebalanceListener() {
                @Override
                public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}

                @Override
                public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                    offsets.onPartitionsAssigned(consumer, partitions);
                    views.commit();
                }
            });
        }

        /** Reads until everything that is in the topics now is in the views, and tells the views. */
        String readAll() {
            long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (!isAtTheEnd()) {
                assertThat(System.nanoTime()).as("reads all in time").isLessThan(deadline);
                pollAndWrite();
            }
            return dump();
        }

        private boolean isAtTheEnd() {
            List<TopicPartition> all = new ArrayList<>();
            TOPICS.forEach(topic -> consumer.partitionsFor(topic)
                    .forEach(part -> all.add(new TopicPartition(topic, part.partition()))));
            Map<TopicPartition, Long> written = new Progress(views.sql()).read(all);
            views.commit();
            return consumer.endOffsets(all).entrySet().stream()
                    .allMatch(end -> end.getValue() == 0 || end.getValue().equals(written.get(end.getKey())));
        }

        void pollAndWrite() {
            pollWithoutWriting(Duration.ofMillis(100)).forEach(this::write);
            consumer.commitAsync();
        }

        List<Batch> pollWithoutWriting() {
            List<Batch> polled = new ArrayList<>();
            long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (polled.isEmpty()) {
                assertThat(System.nanoTime()).as("polls something in time").isLessThan(deadline);
                polled.addAll(pollWithoutWriting(Duration.ofMillis(100)));
            }
            return polled;
        }

        private List<Batch> pollWithoutWriting(Duration most) {
            Batch batch = Batch.decode(consumer.poll(most));
            return batch.reached().isEmpty() ? List.of() : List.of(batch);
        }

        void write(Batch batch) {
            try {
                writer.write(batch);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        String dump() {
            String dump = Interleaving.views(views.sql());
            views.commit();
            return dump;
        }

        /** As after a kill: nobody hears that it is gone, its session ends by time. */
        void vanish() {
            consumer.close(CloseOptions.timeout(Duration.ZERO)
                    .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP));
        }

        @Override
        public void close() {
            consumer.close();
            views.close();
        }
    }
}
