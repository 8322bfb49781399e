package io.drover.status.live;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.status.Sql;
import io.drover.status.StatusTest;
import io.drover.status.Story;
import io.drover.status.Voices;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@StatusTest
class StreamResourceTest {
    private static final int LISTENERS = 500;

    @Inject
    Voices voices;

    @Inject
    Sql sql;

    @Inject
    Broadcast broadcast;

    private final Story story = new Story();
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(threads)
            .build();
    private final List<Burst> bursts = new ArrayList<>();
    private final List<EventStream> streams = new ArrayList<>();

    @AfterEach
    void stop() {
        streams.forEach(EventStream::close);
        threads.shutdownNow();
        bursts.forEach(burst -> burst.forget(sql));
    }

    @Test
    void tellsWhatADeploymentDoes() {
        EventStream stream = open("");

        voices.say(story.pushed(1), story.registered(1), story.created(1, 1, 1), story.planned(1, 1, 1));
        voices.say(story.createdUsers(1, 1), story.finished(1, 1, 0, 0));

        awaitLast(stream, "deployments.find { it.id == " + story.deployment(1) + " }.state", "SUCCEEDED");
        List<JsonPath> told = changes(stream);
        JsonPath last = told.get(told.size() - 1);
        assertThat(last.getInt("deployments.find { it.id == " + story.deployment(1) + " }.counts.succeeded"))
                .isEqualTo(1);
        assertThat(told)
                .anySatisfy(one -> assertThat(one.getList("directories")).contains(story.directory));
        assertThat(told)
                .anySatisfy(one -> assertThat(one.getBoolean("databases")).isTrue());
        assertThat(last.getString("asOf")).isNotNull();
        assertThat(last.getString("lag")).startsWith("PT");
        assertThat(last.getMap("$")).doesNotContainKeys("cells", "cellsChanged");
        assertThat(stream.events().stream().map(event -> Long.valueOf(event.id())))
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(stream.comments()).contains("retry 2000");
    }

    @Test
    void tellsOnlyOfOneDeploymentAndWhatBecameOfItsRuns() {
        Story other = new Story();
        voices.say(story.registered(1), story.registered(2), story.created(1, 1, 2), other.registered(1));
        EventStream stream = open("?deployment=" + story.deployment(1));

        voices.say(other.created(1, 1, 1), other.planned(1, 1, 1), other.createdUsers(1, 1));
        voices.say(story.planned(1, 1, 2), story.createdUsers(1, 1), story.started(1, 2, 1));

        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(cells(stream)).isEqualTo(Map.of(0, "S", 1, "R")));
        assertThat(changes(stream))
                .allSatisfy(one ->
                        assertThat(one.getList("deployments.id", Long.class)).containsExactly(story.deployment(1)))
                .allSatisfy(one -> assertThat(one.getList("directories")).containsExactly(story.directory));
    }

    @Test
    void tellsOnlyWhatConcernsADirectory() {
        Story other = new Story();
        EventStream stream = open("?directory=" + story.directory);

        voices.say(other.pushed(1), other.registered(1), other.created(1, 1, 1));
        voices.say(story.pushed(1), story.created(1, 1, 1));

        awaitLast(stream, "deployments[0].id", (int) story.deployment(1));
        assertThat(changes(stream))
                .allSatisfy(one -> assertThat(one.getList("directories")).containsExactly(story.directory))
                .noneSatisfy(one ->
                        assertThat(one.getList("deployments.id", Long.class)).contains(other.deployment(1)));
    }

    @Test
    void tellsABurstInFewMessagesThatAddUp() {
        Burst burst = burst(2_000);
        voices.say(burst.created(), burst.planned());
        EventStream stream = open("?deployment=" + burst.deployment());
        long begun = System.nanoTime();

        voices.say(burst.events(10_000));

        Map<Integer, String> wanted = new HashMap<>();
        for (int position = 0; position < 2_000; position++) {
            wanted.put(position, position % 10 == 0 ? "F" : "S");
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(cells(stream)).isEqualTo(wanted));
        double seconds = (System.nanoTime() - begun) / 1e9;
        assertThat(stream.events()).hasSizeLessThanOrEqualTo((int) (2 * seconds) + 2);
        awaitLast(stream, "deployments[0].counts.failed", 200);
        assertThat(finalCells(burst.deployment())).isEqualTo(wanted);
    }

    @Test
    void saysThatTooManyRunsChangedInsteadOfNamingThem() {
        Burst burst = burst(2_500);
        voices.say(burst.created());
        EventStream stream = open("?deployment=" + burst.deployment());

        voices.say(burst.planned());

        awaitLast(stream, "cellsChanged", true);
        List<JsonPath> told = changes(stream);
        assertThat(told.get(told.size() - 1).getMap("$")).doesNotContainKey("cells");
    }

    @Test
    void goesOnAfterTheLastIdThatAListenerKnows() {
        voices.say(story.registered(1), story.registered(2), story.created(1, 1, 2), story.planned(1, 1, 2));
        EventStream first = open("?deployment=" + story.deployment(1));
        first.close();

        voices.say(story.createdUsers(1, 1));
        voices.say(story.createdUsers(1, 2));
        EventStream second = open("?deployment=" + story.deployment(1), first.lastId());

        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(cells(second)).isEqualTo(Map.of(0, "S", 1, "S")));
        assertThat(second.events()).hasSize(1).allMatch(event -> event.name().equals("change"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "999999999999999999", "what"})
    void hasAListenerLoadEverythingWhenWhatItMissedIsNotKnown(String lastEventId) {
        voices.say(story.pushed(1));

        EventStream stream = open("", lastEventId);

        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> !stream.events().isEmpty());
        assertThat(stream.events().get(0).name()).isEqualTo("reset");
        assertThat(Long.parseLong(stream.lastId())).isGreaterThan(1_000_000);
        voices.say(story.pushed(2));
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() ->
                        stream.events().stream().anyMatch(event -> event.name().equals("change")));
    }

    @Test
    void forgetsWhatIsOldAndHasThoseWhoComeAgainLoadEverything() {
        EventStream first = open("");
        voices.say(story.pushed(1));
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> !first.events().isEmpty());
        first.close();

        sql.update("DELETE FROM change WHERE seq <= ?", Long.valueOf(first.lastId()));
        voices.say(story.pushed(2));
        EventStream second = open("", first.lastId());

        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> !second.events().isEmpty());
        assertThat(second.events().get(0).name()).isEqualTo("reset");
    }

    @Test
    void holdsFiveHundredListenersWithoutAThreadForEach() {
        for (int i = 0; i < 20; i++) {
            open("");
        }
        int before = Thread.activeCount();
        int known = Thread.getAllStackTraces().size();
        while (streams.size() < LISTENERS) {
            List<EventStream> some = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                some.add(EventStream.begin(
                        client, RestAssured.port, i % 2 == 0 ? "" : "?directory=" + story.directory, null));
            }
            streams.addAll(some);
            some.forEach(EventStream::awaitGreeting);
        }
        assertThat(broadcast.listeners()).isGreaterThanOrEqualTo(LISTENERS);
        assertThat(Thread.activeCount()).isLessThan(before + 25);
        assertThat(Thread.getAllStackTraces()).hasSizeLessThan(known + 25);

        voices.say(story.pushed(1));

        for (EventStream stream : streams) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> stream.events().stream()
                            .anyMatch(event -> event.data().contains('"' + story.directory + '"')));
        }
        streams.forEach(EventStream::close);
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> broadcast.listeners() == 0);
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        given().get("/api/v1/status/stream?deployments=1&directory=a&deployment=b")
                .then()
                .statusCode(422)
                .contentType("application/problem+json");
        given().get("/api/v1/status/stream?deployment=1&directory=a").then().statusCode(422);
        given().get("/api/v1/status/stream?deployment=987654321")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
        given().get("/api/v1/status/stream?deployment=x").then().statusCode(404);
    }

    @Test
    void saysHowFarTheViewsAreBehind() {
        voices.say(story.pushed(1));

        String metrics = given().get("/q/metrics").asString();

        assertThat(metrics).containsPattern("(?m)^drover_views_lag_seconds\\S* \\d");
        assertThat(metrics).containsPattern("(?m)^drover_views_events_total\\S* [1-9]");
        assertThat(metrics).containsPattern("(?m)^drover_views_batch_seconds_count\\S* [1-9]");
    }

    private Burst burst(int runs) {
        Burst burst = new Burst(runs);
        bursts.add(burst);
        return burst;
    }

    private EventStream open(String query) {
        return open(query, null);
    }

    private EventStream open(String query, String lastEventId) {
        EventStream stream = EventStream.open(client, RestAssured.port, query, lastEventId);
        streams.add(stream);
        return stream;
    }

    private static List<JsonPath> changes(EventStream stream) {
        return stream.events().stream()
                .filter(event -> event.name().equals("change"))
                .map(event -> JsonPath.from(event.data()))
                .toList();
    }

    private static void awaitLast(EventStream stream, String path, Object value) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            List<JsonPath> told = changes(stream);
            assertThat(told).isNotEmpty();
            Object found = told.get(told.size() - 1).get(path);
            assertThat(found).isEqualTo(value);
        });
    }

    /** What a page shows that puts one message after the other onto its cells. */
    private static Map<Integer, String> cells(EventStream stream) {
        Map<Integer, String> cells = new HashMap<>();
        for (JsonPath one : changes(stream)) {
            List<List<Object>> told = one.getList("cells");
            told.forEach(cell -> cells.put((Integer) cell.get(0), (String) cell.get(1)));
        }
        return cells;
    }

    private Map<Integer, String> finalCells(long deployment) {
        Map<Integer, String> cells = new HashMap<>();
        sql.list(
                "SELECT position, left(state, 1) AS cell FROM run WHERE deployment = ?",
                row -> cells.put(row.getInt("position"), row.getString("cell")),
                deployment);
        return cells;
    }
}
