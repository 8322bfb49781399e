package io.drover.status.query;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.contracts.AgentBeat;
import io.drover.contracts.DeploymentState;
import io.drover.status.Sql;
import io.drover.status.StatusTest;
import io.drover.status.Story;
import io.drover.status.Voices;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@StatusTest
class TagTest {
    private static final String STATUS = "/api/v1/status";

    @Inject
    Voices voices;

    @Inject
    Sql sql;

    private final Story story = new Story();

    @Test
    void answersThatNothingChangedUntilSomethingDoes() {
        voices.say(story.registered(1), story.pushed(1));
        String list = STATUS + "/databases?directory=" + story.directory;
        String tag = tagOf(list);

        Response same = ask(list, tag);
        voices.say(story.pushed(2));
        Response changed = ask(list, tag);

        assertThat(tag).startsWith("W/");
        same.then().statusCode(304);
        assertThat(same.asString()).isEmpty();
        assertThat(same.header("ETag")).isEqualTo(tag);
        assertThat(Instant.parse(same.header(TagFilter.AS_OF))).isBeforeOrEqualTo(Instant.now());
        changed.then().statusCode(200);
        assertThat(changed.jsonPath().getInt("items[0].behind")).isEqualTo(2);
    }

    @Test
    void belongsToOneAddress() {
        voices.say(story.registered(1));

        assertThat(tagOf(STATUS + "/databases?limit=1")).isNotEqualTo(tagOf(STATUS + "/databases?limit=2"));
    }

    @Test
    void isNotThatOfOtherViewsThatWereWrittenAsFar() {
        String list = STATUS + "/databases?limit=1";
        String tag = tagOf(list);

        sql.update("UPDATE generation SET id = gen_random_uuid()");

        ask(list, tag).then().statusCode(200);
    }

    @Test
    void outlivesTheBeatOfAnAgentExceptWhereAgentsAreCounted() {
        String list = STATUS + "/databases?limit=1";
        String tag = tagOf(list);
        String summary = tagOf(STATUS + "/summary");

        voices.say(beat());

        awaitCaughtUp();
        ask(list, tag).then().statusCode(304);
        ask(STATUS + "/summary", summary).then().statusCode(200);
    }

    @Test
    void holdsNoLongerThanASecondWhereADeploymentGoesOn() {
        voices.say(
                story.created(1, 1, 2),
                story.planned(1, 1, 2),
                story.changed(1, DeploymentState.RUNNING, null),
                story.createdUsers(1, 1));
        String one = STATUS + "/deployments/" + story.deployment(1);
        String tag = tagOf(one);

        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> ask(one, tag).then().statusCode(200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/agents", "/databases?format=csv"})
    void isNotGivenToWhatDependsOnTheClock(String path) {
        assertThat(given().get(STATUS + path).header("ETag")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/summary",
                "/databases",
                "/databases/TARGET",
                "/databases/TARGET/history",
                "/databases/TARGET/pending",
                "/errors",
                "/migrations/DIRECTORY/20240721101205",
                "/deployments",
                "/deployments/ID",
                "/deployments/ID/cells",
                "/deployments/ID/targets",
                "/deployments/ID/targets/TARGET"
            })
    void isGivenToEverythingElse(String path) {
        voices.say(
                story.pushed(1),
                story.registered(1),
                story.created(1, 1, 1),
                story.planned(1, 1, 1),
                story.createdUsers(1, 1),
                story.finished(1, 1, 0, 0));

        assertThat(tagOf(STATUS
                        + path.replace("TARGET", story.name(1))
                                .replace("DIRECTORY", story.directory)
                                .replace("ID", String.valueOf(story.deployment(1)))))
                .isNotNull();
    }

    @Test
    void isWithheldWhileTextsOfStatementsAreMissing() {
        voices.say(story.pushed(3), story.created(1, 3, 1), story.planned(1, 3, 1), story.seededUsersOf(3, 1, 1));
        awaitCaughtUp();

        Response run = given().get(STATUS + "/deployments/" + story.deployment(1) + "/targets/" + story.name(1));

        run.then().statusCode(200);
        assertThat(run.jsonPath().getList("files[0].statements.text")).containsOnlyNulls();
        assertThat(run.header("ETag")).isNull();
    }

    private AgentBeat beat() {
        Instant now = Instant.now();
        return new AgentBeat(
                "agent-" + story.directory, "default", "h", "0.1.0", 8, List.of(), List.of(), false, now, now, 8, null);
    }

    private String tagOf(String path) {
        awaitCaughtUp();
        return given().get(path).then().statusCode(200).extract().header("ETag");
    }

    private static Response ask(String path, String tag) {
        return given().header("If-None-Match", tag).get(path);
    }

    /** While views are behind there are no tags; how far they are is looked at once a second. */
    private static void awaitCaughtUp() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .until(() ->
                        "PT0S".equals(given().get(STATUS + "/agents").jsonPath().getString("lag")));
    }
}
