package io.drover.status.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.contracts.RunFinished;
import io.drover.contracts.Topics;
import io.drover.status.Sql;
import io.drover.status.StatusTest;
import io.drover.status.Story;
import io.drover.status.Voices;
import io.drover.testing.KafkaProbe;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@StatusTest
class EventConsumerTest {
    @Inject
    Voices voices;

    @Inject
    Sql sql;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    private final Story story = new Story();

    @Test
    @DisplayName("P12 what cannot be decoded is put aside and holds nothing up")
    void putsAsideWhatItCannotDecode() {
        String key = "key of " + story.directory;
        RecordHeaders headers = new RecordHeaders();
        headers.add("ce_type", "io.drover.RunFinished".getBytes(StandardCharsets.UTF_8));
        voices.say(new ProducerRecord<>(
                Topics.RUN_EVENTS, null, key, "{broken".getBytes(StandardCharsets.UTF_8), headers));

        voices.say(story.pushed(1));

        try (KafkaProbe probe = new KafkaProbe(kafka)) {
            List<KafkaProbe.Received> aside = probe.collect(
                    Topics.deadLetters(Topics.RUN_EVENTS),
                    Duration.ofSeconds(20),
                    received ->
                            received.stream().anyMatch(record -> record.key().equals(key)));
            assertThat(aside)
                    .filteredOn(record -> record.key().equals(key))
                    .allSatisfy(record ->
                            assertThat(record.headers().get("dlq_reason")).contains("RunFinished"));
        }
    }

    @Test
    void takesATombstoneForNoEvent() {
        voices.say(new ProducerRecord<>(Topics.TARGET_EVENTS, String.valueOf(story.target(1)), null));

        voices.say(story.registered(1));

        assertThat(names()).containsExactly(story.name(1));
    }

    @Test
    void takesAMessageWithACharacterThatTheDatabaseCannotStore() {
        voices.say(story.registered(1), story.planned(1, 1, 1));
        RunFinished failed = story.failedToSeed(1, 1, 1);
        RunFinished odd = new RunFinished(
                failed.ref(),
                failed.agent(),
                failed.state(),
                "a\0b",
                failed.directory(),
                failed.digest(),
                failed.from(),
                failed.to(),
                failed.current(),
                false,
                failed.files(),
                failed.error(),
                failed.startedAt(),
                failed.finishedAt(),
                null);

        voices.say(odd);

        assertThat(sql.first(
                        "SELECT reason FROM attempt WHERE run = ?", row -> row.getString("reason"), story.run(1, 1)))
                .contains("a\uFFFDb");
    }

    @Test
    void commitsWhatItHasWritten() {
        voices.say(story.pushed(1), story.registered(1), story.created(1, 1, 1));
        long written = sql.first("SELECT sum(next_offset) AS records FROM projected", row -> row.getLong("records"))
                .orElseThrow();

        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(committed(admin)).isEqualTo(written));
        }
    }

    private static long committed(Admin admin) throws InterruptedException, ExecutionException {
        return admin.listConsumerGroupOffsets("status-service").partitionsToOffsetAndMetadata().get().values().stream()
                .mapToLong(OffsetAndMetadata::offset)
                .sum();
    }

    private List<String> names() {
        return sql.list("SELECT name FROM target WHERE id = ?", row -> row.getString("name"), story.target(1));
    }
}
