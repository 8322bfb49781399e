package io.drover.status.query;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.contracts.RunState;
import io.drover.status.StatusTest;
import io.drover.status.Story;
import io.drover.status.Voices;
import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@StatusTest
class WaitResourceTest {
    private static final int MANY = 300;

    @Inject
    Voices voices;

    @Inject
    Waiters waiters;

    @TestHTTPResource("/api/v1/status/wait")
    URI wait;

    private final Story story = new Story();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void leavesNobodyBehind() {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> waiters.size() == 0);
    }

    @Test
    void answersAtOnceWhatIsReached() {
        deployFirst(2);

        JsonPath answer = get("minVersion=" + Story.FIRST + "&timeout=PT60S");

        assertThat(answer.getBoolean("reached")).isTrue();
        assertThat(answer.getMap("counts")).isEqualTo(Map.of("SYNCED", 2, "PENDING", 0, "ERROR", 0));
        assertThat(answer.getString("asOf")).isNotNull();
    }

    @Test
    void saysThatItIsNotReachedWhenTheTimeIsOver() {
        deployFirst(2);
        voices.say(story.pushed(2), story.created(2, 2, 2), story.planned(2, 2, 2), story.seededUsers(2, 1, 1));
        voices.say(story.failedToSeed(2, 2, 1));

        JsonPath answer = get("minVersion=" + Story.SECOND + "&timeout=PT0.3S");

        assertThat(answer.getBoolean("reached")).isFalse();
        assertThat(answer.getMap("counts")).isEqualTo(Map.of("SYNCED", 1, "PENDING", 0, "ERROR", 1));
        assertThat(get("minVersion=" + Story.FIRST).getBoolean("reached"))
                .as("who failed on a later version still has this one")
                .isTrue();
    }

    @Test
    void wakesEverybodyWhenTheLastDatabaseIsThere() {
        deployFirst(2);
        voices.say(story.pushed(2), story.created(2, 2, 2), story.planned(2, 2, 2), story.seededUsers(2, 1, 1));
        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, MANY)
                .mapToObj(i -> ask("minVersion=" + Story.SECOND + "&timeout=PT60S"))
                .toList();
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> waiters.size() == MANY);
        long threads = threads();
        assertThat(answers).noneMatch(CompletableFuture::isDone);

        voices.say(story.seededUsers(2, 2, 1));

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.join().statusCode()).isEqualTo(200);
            assertThat(JsonPath.from(answer.join().body()).getBoolean("reached"))
                    .isTrue();
        });
        assertThat(threads).as("nobody has a thread of his own").isEqualTo(1);
    }

    @Test
    void waitsForChosenDatabasesOnly() {
        deployFirst(2);
        voices.say(story.pushed(2), story.created(2, 2, 2), story.planned(2, 2, 2), story.seededUsers(2, 1, 1));

        assertThat(get("minVersion=" + Story.SECOND + "&selector=place=p1").getBoolean("reached"))
                .isTrue();
        JsonPath other = get("minVersion=" + Story.SECOND + "&selector=place=p2&timeout=PT0.2S");
        assertThat(other.getBoolean("reached")).isFalse();
        assertThat(other.getMap("counts")).isEqualTo(Map.of("SYNCED", 0, "PENDING", 1, "ERROR", 0));
    }

    @Test
    void answersAtOnceWhoDoesNotWantToWait() {
        deployFirst(1);

        assertThat(get("minVersion=" + Story.FIRST + "&timeout=PT0S").getBoolean("reached"))
                .isTrue();
        assertThat(get("minVersion=" + Story.SECOND + "&timeout=PT0S").getBoolean("reached"))
                .isFalse();
    }

    @Test
    void isNotReachedByNobody() {
        voices.say(story.pushed(1));

        assertThat(get("minVersion=" + Story.FIRST + "&timeout=PT0.2S").getBoolean("reached"))
                .isFalse();
    }

    @Test
    void takesALaterVersionForOneThatIsNone() {
        deployFirst(1);

        assertThat(get("minVersion=20240101").getBoolean("reached")).isTrue();
        assertThat(get("minVersion=2025&timeout=PT0.2S").getBoolean("reached")).isFalse();
    }

    @Test
    void countsAnUnknownEndAsNotThere() {
        voices.say(story.pushed(1), story.registered(1), story.created(1, 1, 1), story.planned(1, 1, 1));
        voices.say(story.settled(1, 1, 1, RunState.UNKNOWN, null));

        assertThat(get("minVersion=" + Story.FIRST + "&timeout=PT0.2S").getBoolean("reached"))
                .isFalse();
    }

    @Test
    void tellsEverythingThatIsWrongWithARequest() {
        JsonPath problem = given().get("/api/v1/status/wait?timeout=PT61S&selector=(&colour=red")
                .then()
                .statusCode(422)
                .extract()
                .jsonPath();

        assertThat(problem.getList("faults.pointer"))
                .containsExactlyInAnyOrder("directory", "minVersion", "timeout", "selector", "colour");
        given().get("/api/v1/status/wait?directory=d&minVersion=1&timeout=soon")
                .then()
                .statusCode(422);
    }

    private void deployFirst(int databases) {
        voices.say(story.pushed(1), story.created(1, 1, databases), story.planned(1, 1, databases));
        for (int place = 1; place <= databases; place++) {
            voices.say(story.registered(place), story.createdUsers(1, place));
        }
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("waiters"))
                .count();
    }

    private CompletableFuture<HttpResponse<String>> ask(String query) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(wait + "?directory=" + story.directory + "&" + query))
                .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }

    private JsonPath get(String query) {
        return given().get("/api/v1/status/wait?directory=" + story.directory + "&" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
