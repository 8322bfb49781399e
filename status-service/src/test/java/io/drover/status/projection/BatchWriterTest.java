package io.drover.status.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.drover.contracts.DeploymentChanged;
import io.drover.contracts.DeploymentState;
import io.drover.contracts.Event;
import io.drover.contracts.RunFinished;
import io.drover.contracts.RunState;
import io.drover.contracts.TargetFacts;
import io.drover.contracts.TargetRegistered;
import io.drover.contracts.Topics;
import io.drover.kit.event.DeadLetters;
import io.drover.status.DirectViews;
import io.drover.status.Sql;
import io.drover.status.StatusTest;
import io.drover.status.Story;
import io.drover.status.Voices;
import io.drover.testing.KafkaProbe;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What no event and no frozen replica may do: stop the views. */
@StatusTest
class BatchWriterTest {
    @Inject
    Voices voices;

    @Inject
    Sql sql;

    @Inject
    BatchWriter writer;

    @Inject
    DeadLetters deadLetters;

    @Inject
    AgroalDataSource database;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    private final Story story = new Story();

    @Test
    @DisplayName("P12 a name that no index takes goes to the dead letters, everything around it into the views")
    void putsAsideANameThatIsTooLong() throws InterruptedException {
        TargetFacts huge = facts(random(900_000), Map.of());

        writer.write(Batches.of(List.of(
                story.registered(1),
                story.registered(2),
                new TargetRegistered(story.target(3), 1, huge, story.tick()),
                story.registered(4),
                story.pushed(1))));

        assertThat(targets()).containsExactly(story.name(1), story.name(2), story.name(4));
        assertThat(versions()).isEqualTo(1);
        assertIsPutAside(Topics.TARGET_EVENTS, String.valueOf(story.target(3)));
    }

    @Test
    @DisplayName("P12 a time that no calendar of the database has goes to the dead letters")
    void putsAsideATimeOutOfRange() throws InterruptedException {
        Event endless = new DeploymentChanged(
                story.deployment(1), 9, DeploymentState.RUNNING, null, Instant.parse("+1000000000-12-31T23:59:59Z"));

        writer.write(Batches.of(List.of(story.registered(1), story.created(1, 1, 1), endless, story.pushed(1))));

        assertThat(versions()).isEqualTo(1);
        assertIsPutAside(Topics.DEPLOYMENT_EVENTS, String.valueOf(story.deployment(1)));
    }

    @Test
    @DisplayName("P12 an event of a run that says nothing is put aside, as it is by the orchestrator")
    void putsAsideAReportWithoutAResult() {
        RunFinished finished = story.createdUsers(1, 1);
        RunFinished endless = new RunFinished(
                finished.ref(),
                "agent",
                RunState.SUCCEEDED,
                null,
                story.directory,
                finished.digest(),
                null,
                null,
                null,
                true,
                List.of(),
                null,
                Instant.MAX,
                Instant.MAX,
                null);

        voices.say(endless, story.registered(1));

        assertThat(targets()).containsExactly(story.name(1));
        assertThat(sql.list("SELECT 1 FROM attempt WHERE run = ?", row -> 1, story.run(1, 1)))
                .isEmpty();
        assertIsPutAside(Topics.RUN_EVENTS, String.valueOf(story.target(1)));
    }

    @Test
    @DisplayName("P12 a character that the database does not store takes no event out of the views")
    void storesEverythingButTheCharacterItself() throws InterruptedException {
        TargetFacts odd = facts("a\0b" + story.directory, Map.of("k\0ey", "va\0lue"));

        writer.write(Batches.of(List.of(
                new TargetRegistered(story.target(1), 1, odd, story.tick()),
                story.created(1, 1, 1),
                new DeploymentChanged(story.deployment(1), 9, DeploymentState.PAUSED, "a\0reason", story.tick()))));

        assertThat(targets()).containsExactly("a\uFFFDb" + story.directory);
        assertThat(sql.list(
                        "SELECT labels ->> ? AS label FROM target WHERE id = ?",
                        row -> row.getString("label"),
                        "k\uFFFDey",
                        story.target(1)))
                .containsExactly("va\uFFFDlue");
        assertThat(sql.list(
                        "SELECT reason FROM deployment WHERE id = ?",
                        row -> row.getString("reason"),
                        story.deployment(1)))
                .containsExactly("a\uFFFDreason");
    }

    @Test
    @DisplayName("P16 a replica that freezes while it writes is cut off, and the others go on")
    void goesOnWhenTheWriterFreezes() throws SQLException {
        try (Connection frozen = database.getConnection();
                Statement statement = frozen.createStatement()) {
            frozen.setAutoCommit(false);
            statement.execute(WriterLock.OF_THESE_VIEWS);

            voices.say(story.registered(1));

            assertThat(targets()).containsExactly(story.name(1));
            assertThat(isAlive(frozen)).isFalse();
        }
    }

    @Test
    @DisplayName(
            "P16 a batch that is written in parts while other views take the place of these is in those as a whole")
    void writesAllPartsIntoTheViewsThatAreShownInTheEnd() throws InterruptedException {
        try (DirectViews views = DirectViews.open()) {
            AtomicInteger parts = new AtomicInteger();
            Progress progress = new Progress(views.sql());
            Projection swapped = Projections.of(
                    views.sql(),
                    progress,
                    () -> {
                        views.commit();
                        if (parts.incrementAndGet() == 2) {
                            views.sql().update("TRUNCATE target");
                            views.sql().update("UPDATE generation SET id = gen_random_uuid()");
                            views.commit();
                        }
                    },
                    views::rollBack);
            Batch batch = Batches.of(List.of(
                    story.registered(1),
                    story.registered(2),
                    new TargetRegistered(story.target(3), 1, facts(random(900_000), Map.of()), story.tick()),
                    story.registered(4)));
            Batch.Reached end = new Batch.Reached(Topics.TARGET_EVENTS, 0, 4, story.tick());

            new BatchWriter(swapped, progress, deadLetters).write(new Batch(batch.heard(), List.of(), List.of(end)));

            assertThat(views.sql().list("SELECT name FROM target ORDER BY id", row -> row.getString("name")))
                    .containsExactly(story.name(1), story.name(2), story.name(4));
            assertThat(views.sql().list("SELECT next_offset FROM projected", row -> row.getLong("next_offset")))
                    .containsExactly(4L);
        }
    }

    private static boolean isAlive(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            return statement.execute("SELECT 1");
        } catch (SQLException e) {
            return false;
        }
    }

    private TargetFacts facts(String name, Map<String, String> labels) {
        return new TargetFacts(
                name, "sqlite:///x", "sqlite", null, labels, "default", story.directory, "host", "ACTIVE", null);
    }

    /** Not compressible, so that no index can take it. */
    private static String random(int length) {
        return new java.util.Random(1)
                .ints(length, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private void assertIsPutAside(String topic, String key) {
        try (KafkaProbe probe = new KafkaProbe(kafka)) {
            assertThat(probe.collect(
                            Topics.deadLetters(topic),
                            Duration.ofSeconds(30),
                            received -> received.stream()
                                    .anyMatch(record -> record.key().equals(key))))
                    .anySatisfy(record -> assertThat(record.key()).isEqualTo(key));
        }
    }

    private List<String> targets() {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !names().isEmpty());
        return names();
    }

    private List<String> names() {
        return sql.list(
                "SELECT name FROM target WHERE directory = ? ORDER BY id",
                row -> row.getString("name"),
                story.directory);
    }

    private int versions() {
        return sql.list("SELECT 1 FROM directory_version WHERE directory = ?", row -> 1, story.directory)
                .size();
    }
}
