package io.drover.status.rebuild;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.contracts.AgentBeat;
import io.drover.contracts.Topics;
import io.drover.status.DirectViews;
import io.drover.status.Sql;
import io.drover.status.StatusTest;
import io.drover.status.Story;
import io.drover.status.Voices;
import io.drover.status.live.EventStream;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The views of the running service are rebuilt, while it shows and writes them. */
@StatusTest
class RebuildTest {
    private static final long PATIENCE_SECONDS = 30;
    private static final int TARGETS = 900;

    @Inject
    Voices voices;

    @Inject
    Rebuilds rebuilds;

    @Inject
    Sql sql;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    private final Story story = new Story();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch filling = new CountDownLatch(1);
    private final CountDownLatch goesOn = new CountDownLatch(1);

    @AfterEach
    void stop() {
        goesOn.countDown();
        threads.shutdown();
    }

    @Test
    @DisplayName("P16 the old views are shown and written while new ones are filled, which then are the same")
    void showsTheOldViewsUntilTheNewOnesAreTheSame() throws Exception {
        voices.say(story.deployed());
        rebuilds.run(); // what other tests wrote without saying it is gone
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        try (EventStream stream = EventStream.open(client, RestAssured.port, "", null)) {
            String tag = tag();
            UUID old = rebuilds.generation();

            CompletableFuture<Void> rebuild = begin();

            assertThat(states()).isEqualTo(Map.of("SYNCED", 1, "PENDING", 0, "ERROR", 0));
            voices.say(story.pushed(2));
            assertThat(states()).isEqualTo(Map.of("SYNCED", 0, "PENDING", 1, "ERROR", 0));
            assertThat(rebuilds.schemas()).containsExactly("next", "views");
            String idBefore = stream.lastId();
            Map<String, List<String>> before = rebuilds.tables();
            assertThat(before.get("run")).isNotEmpty();
            goesOn.countDown();
            rebuild.get(PATIENCE_SECONDS, TimeUnit.SECONDS);

            assertThat(rebuilds.tables()).isEqualTo(before);
            assertThat(rebuilds.generation()).isNotEqualTo(old);
            assertThat(rebuilds.schemas()).containsExactly("views");
            assertThat(tag()).isNotEqualTo(tag);
            EventStream.Event reset = awaitReset(stream);
            assertThat(Long.parseLong(reset.id())).isGreaterThan(Long.parseLong(idBefore));
            try (EventStream comesAgain = EventStream.open(client, RestAssured.port, "", idBefore)) {
                awaitReset(comesAgain);
            }
            voices.say(story.planned(2, 2, 1), story.seededUsers(2, 1, 1));
            assertThat(states()).isEqualTo(Map.of("SYNCED", 1, "PENDING", 0, "ERROR", 0));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(PATIENCE_SECONDS))
                    .until(() -> databases().getString("lag").equals("PT0S"));
        }
    }

    @Test
    @DisplayName(
            "P16 a rebuild that dies before, in or after the exchange leaves whole views, and the next one succeeds")
    void leavesWholeViewsWhereverItDies() {
        voices.say(story.deployed());
        rebuilds.run();
        Map<String, List<String>> whole = rebuilds.tables();
        for (String statement : List.of("RENAME TO views", "commit")) {
            UUID old = rebuilds.generation();

            dieAt(statement, false);

            assertThat(rebuilds.tables()).as(statement).isEqualTo(whole);
            assertThat(rebuilds.generation()).as(statement).isEqualTo(old);
        }
        UUID old = rebuilds.generation();
        dieAt("commit", true);
        assertThat(rebuilds.tables()).isEqualTo(whole);
        assertThat(rebuilds.generation()).isNotEqualTo(old);
        assertThat(rebuilds.schemas()).containsExactly("previous", "views");

        rebuilds.runAgain();

        assertThat(rebuilds.tables()).isEqualTo(whole);
        assertThat(rebuilds.schemas()).containsExactly("views");
    }

    @Test
    @DisplayName("P16 a rebuild that dies while it reads leaves the old views, and the next one begins again")
    void beginsAgainAfterOneThatDiedWhileItRead() {
        voices.say(story.deployed());
        UUID old = rebuilds.generation();
        assertThatThrownBy(() -> rebuilds.run(into -> records -> {
                    into.write(records);
                    throw new Rebuilds.Killed(new InterruptedException());
                }))
                .isInstanceOf(Rebuilds.Killed.class);
        assertThat(rebuilds.generation()).isEqualTo(old);
        assertThat(rebuilds.schemas()).containsExactly("next", "views");

        rebuilds.runAgain();

        assertThat(rebuilds.schemas()).containsExactly("views");
        assertThat(states()).isEqualTo(Map.of("SYNCED", 1, "PENDING", 0, "ERROR", 0));
    }

    @Test
    @DisplayName("P16 there is one rebuild at a time")
    void refusesASecondRebuild() throws Exception {
        voices.say(story.deployed());
        CompletableFuture<Void> first = begin();

        assertThatThrownBy(() -> rebuilds.run()).isInstanceOf(NextViews.AnotherRebuild.class);

        goesOn.countDown();
        first.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(states()).isEqualTo(Map.of("SYNCED", 1, "PENDING", 0, "ERROR", 0));
    }

    @Test
    @DisplayName("P16 whoever reads the old views for long holds nothing up, and reads on in the new ones")
    void isNotHeldUpByAReader() throws Exception {
        voices.say(story.deployed());
        UUID old = rebuilds.generation();
        goesOn.countDown();
        try (DirectViews reader = rebuilds.reader()) {
            assertThat(names(reader)).containsExactly(story.name(1));

            CompletableFuture<Void> rebuild = begin();

            Awaitility.await()
                    .atMost(Duration.ofSeconds(PATIENCE_SECONDS))
                    .until(() -> !rebuilds.generation().equals(old));
            voices.say(story.pushed(2));
            assertThat(states()).isEqualTo(Map.of("SYNCED", 0, "PENDING", 1, "ERROR", 0));
            assertThat(names(reader)).containsExactly(story.name(1));
            assertThat(rebuild).isNotDone();
            reader.commit();
            rebuild.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(rebuilds.schemas()).containsExactly("views");
        }
    }

    @Test
    @DisplayName("P16 nothing that is said while the views are exchanged is lost or counted twice")
    void losesNothingThatIsSaidMeanwhile() throws Exception {
        voices.say(story.pushed(1), story.created(1, 1, TARGETS), story.planned(1, 1, TARGETS));
        UUID old = rebuilds.generation();
        goesOn.countDown();

        CompletableFuture<Void> rebuild = begin();
        int target = 0;
        while (!rebuild.isDone() || rebuilds.generation().equals(old)) {
            target++;
            voices.say(story.registered(target), story.createdUsers(1, target));
        }

        rebuild.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(states()).isEqualTo(Map.of("SYNCED", target, "PENDING", 0, "ERROR", 0));
        Map<String, List<String>> written = rebuilds.tables();
        rebuilds.run();
        assertThat(rebuilds.tables()).isEqualTo(written);
    }

    @Test
    @DisplayName("P16 views of a newer version of the service are not exchanged for older ones")
    void doesNotGoBackToTheTablesOfAnOlderVersion() {
        sql.update(
                "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, installed_by,"
                        + " execution_time, success) VALUES (9999, '9999', 'newer', 'SQL', 'V9999__newer.sql', 'test', 1, true)");
        try {
            assertThatThrownBy(() -> rebuilds.run()).hasMessageContaining("newer version");
            assertThat(rebuilds.schemas()).containsExactly("next", "views");
        } finally {
            sql.update("DELETE FROM flyway_schema_history WHERE installed_rank = 9999");
        }
    }

    @Test
    @DisplayName("P16 a topic that has forgotten its last records is at its end all the same")
    void doesNotWaitForRecordsThatAreGone() throws Exception {
        Instant now = Instant.now();
        voices.say(new AgentBeat(
                "agent of " + story.directory, "default", "h", "1", 8, List.of(), List.of(), false, now, now, 8, null));
        List<String> projected = rebuilds.tables().get("projected");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            admin.deleteRecords(Map.of(new TopicPartition(Topics.AGENT_EVENTS, 0), RecordsToDelete.beforeOffset(-1)))
                    .all()
                    .get();
        }

        rebuilds.run();

        assertThat(rebuilds.tables().get("projected")).isEqualTo(projected);
    }

    private void dieAt(String statement, boolean itIsExecuted) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(PATIENCE_SECONDS))
                .ignoreException(NextViews.AnotherRebuild.class)
                .untilAsserted(() -> assertThatThrownBy(() -> rebuilds.runUntil(statement, itIsExecuted))
                        .isInstanceOf(Rebuilds.Killed.class));
    }

    /** A rebuild that has written its first records and waits to be let go on. */
    private CompletableFuture<Void> begin() throws InterruptedException {
        CompletableFuture<Void> rebuild = CompletableFuture.runAsync(
                () -> rebuilds.run(into -> records -> {
                    into.write(records);
                    filling.countDown();
                    goesOn.await();
                }),
                threads);
        assertThat(filling.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return rebuild;
    }

    private static EventStream.Event awaitReset(EventStream stream) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(PATIENCE_SECONDS))
                .until(
                        () -> stream.events().stream()
                                .filter(event -> event.name().equals("reset"))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private List<String> names(DirectViews reader) {
        return reader.sql().list("SELECT name FROM target WHERE id = ?", row -> row.getString("name"), story.target(1));
    }

    private Map<String, Integer> states() {
        return databases().getMap("counts");
    }

    private JsonPath databases() {
        return given().get("/api/v1/status/databases?directory=" + story.directory)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private String tag() {
        return given().get("/api/v1/status/databases?directory=" + story.directory)
                .header("ETag");
    }
}
