package io.drover.status.live;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.status.Sql;
import io.drover.status.StatusTest;
import io.drover.status.Story;
import io.drover.status.Voices;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@StatusTest
class StreamResourceTest {
    @Inject
    Voices voices;

    @Inject
    Sql sql;

    private final Story story = new Story();
    private final Listening listening = new Listening();
    private final List<Burst> bursts = new ArrayList<>();

    @AfterEach
    void stop() {
        listening.close();
        bursts.forEach(burst -> burst.forget(sql));
    }

    @Test
    void tellsWhatADeploymentDoes() {
        EventStream stream = listening.open("");

        voices.say(story.pushed(1), story.registered(1), story.created(1, 1, 1), story.planned(1, 1, 1));
        voices.say(story.createdUsers(1, 1), story.finished(1, 1, 0, 0));

        Listening.awaitLast(stream, "deployments.find { it.id == " + story.deployment(1) + " }.state", "SUCCEEDED");
        List<JsonPath> told = Listening.changes(stream);
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
        EventStream stream = listening.open("?deployment=" + story.deployment(1));

        voices.say(other.created(1, 1, 1), other.planned(1, 1, 1), other.createdUsers(1, 1));
        voices.say(story.planned(1, 1, 2), story.createdUsers(1, 1), story.started(1, 2, 1));

        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(Listening.cells(stream)).isEqualTo(Map.of(0, "S", 1, "R")));
        assertThat(Listening.changes(stream))
                .allSatisfy(one ->
                        assertThat(one.getList("deployments.id", Long.class)).containsExactly(story.deployment(1)))
                .allSatisfy(one -> assertThat(one.getList("directories")).containsExactly(story.directory));
    }

    @Test
    void tellsOnlyWhatConcernsADirectory() {
        Story other = new Story();
        EventStream stream = listening.open("?directory=" + story.directory);

        voices.say(other.pushed(1), other.registered(1), other.created(1, 1, 1));
        voices.say(story.pushed(1), story.created(1, 1, 1));

        Listening.awaitLast(stream, "deployments[0].id", (int) story.deployment(1));
        assertThat(Listening.changes(stream))
                .allSatisfy(one -> assertThat(one.getList("directories")).containsExactly(story.directory))
                .noneSatisfy(one ->
                        assertThat(one.getList("deployments.id", Long.class)).contains(other.deployment(1)));
    }

    @Test
    void tellsABurstInFewMessagesThatAddUp() {
        Burst burst = burst(2_000);
        voices.say(burst.created(), burst.planned());
        EventStream stream = listening.open("?deployment=" + burst.deployment());
        long begun = System.nanoTime();

        voices.say(burst.events(10_000));

        Map<Integer, String> wanted = new HashMap<>();
        for (int position = 0; position < 2_000; position++) {
            wanted.put(position, position % 10 == 0 ? "F" : "S");
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(Listening.cells(stream)).isEqualTo(wanted));
        double seconds = (System.nanoTime() - begun) / 1e9;
        assertThat(stream.events()).hasSizeLessThanOrEqualTo((int) (2 * seconds) + 2);
        Listening.awaitLast(stream, "deployments[0].counts.failed", 200);
        assertThat(finalCells(burst.deployment())).isEqualTo(wanted);
    }

    @Test
    void saysThatTooManyRunsChangedInsteadOfNamingThem() {
        Burst burst = burst(2_500);
        voices.say(burst.created());
        EventStream stream = listening.open("?deployment=" + burst.deployment());

        voices.say(burst.planned());

        Listening.awaitLast(stream, "cellsChanged", true);
        List<JsonPath> told = Listening.changes(stream);
        assertThat(told.get(told.size() - 1).getMap("$")).doesNotContainKey("cells");
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

    private Map<Integer, String> finalCells(long deployment) {
        Map<Integer, String> cells = new HashMap<>();
        sql.list(
                "SELECT position, left(state, 1) AS cell FROM run WHERE deployment = ?",
                row -> cells.put(row.getInt("position"), row.getString("cell")),
                deployment);
        return cells;
    }
}
