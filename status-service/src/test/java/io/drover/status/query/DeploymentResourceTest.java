package io.drover.status.query;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.oneOf;

import io.drover.contracts.AgentBeat;
import io.drover.contracts.DeploymentFinished;
import io.drover.contracts.DeploymentState;
import io.drover.contracts.RunError;
import io.drover.contracts.RunFinished;
import io.drover.contracts.RunState;
import io.drover.contracts.RunsPlanned;
import io.drover.contracts.TargetChanged;
import io.drover.contracts.TargetFacts;
import io.drover.contracts.TargetRegistered;
import io.drover.status.StatusTest;
import io.drover.status.Story;
import io.drover.status.Voices;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@StatusTest
class DeploymentResourceTest {
    private static final String STATUS = "/api/v1/status";

    @Inject
    Voices voices;

    private final Story story = new Story();

    @Test
    @DisplayName("P15 a deployment settles until the last run is heard")
    void settlesUntilTheLastRunIsHeard() {
        voices.say(
                story.registered(1),
                story.registered(2),
                story.created(1, 1, 2),
                story.planned(1, 1, 2),
                story.createdUsers(1, 1),
                story.finished(1, 2, 0, 0));
        assertThat(deployment(1).getBoolean("settling")).isTrue();

        voices.say(story.createdUsers(1, 2));

        assertThat(deployment(1).getBoolean("settling")).isFalse();
        assertThat(deployment(1).getString("state")).isEqualTo("SUCCEEDED");
    }

    @Test
    @DisplayName("P15 a late success after the end settles when the end is told again")
    void settlesAgainAfterALateMerge() {
        DeploymentFinished first = story.finished(1, 1, 0, 1);
        voices.say(story.created(1, 1, 2), story.planned(1, 1, 2), story.createdUsers(1, 1));
        voices.say(story.settled(1, 2, 1, RunState.FAILED, RunError.of("agent-lost", "Lost.", "Retry.")), first);
        assertThat(deployment(1).getBoolean("settling")).isFalse();
        assertThat(deployment(1).getString("state")).isEqualTo("FAILED");

        voices.say(story.createdUsers(1, 2));
        assertThat(deployment(1).getBoolean("settling")).isTrue();

        voices.say(story.finished(1, 2, 0, 0), first);
        assertThat(deployment(1).getBoolean("settling")).isFalse();
        assertThat(deployment(1).getString("state")).isEqualTo("SUCCEEDED");
        assertThat(deployment(1).getInt("counts.failed")).isZero();
    }

    @Test
    @DisplayName("P15 a retry is never shown as an end: not when only its runs are heard, nor when only its end is")
    void doesNotTakeARetryForAnEnd() {
        voices.say(story.created(1, 2, 1), story.planned(1, 2, 1), story.failedToSeed(1, 1, 1));
        voices.say(story.finished(1, 0, 0, 1));
        String before = deployment(1).getString("finishedAt");

        voices.say(story.planned(1, 2, 2, 1));
        assertThat(deployment(1).getBoolean("settling")).isTrue();

        voices.say(story.changed(1, DeploymentState.RUNNING, null));
        assertThat(deployment(1).getString("state")).isEqualTo("RUNNING");
        assertThat(deployment(1).getString("finishedAt")).isNull();

        voices.say(story.finished(1, 1, 0, 0));
        assertThat(deployment(1).getBoolean("settling")).isTrue();

        voices.say(story.seededUsers(1, 1, 2));
        assertThat(deployment(1).getBoolean("settling")).isFalse();
        assertThat(Instant.parse(deployment(1).getString("finishedAt"))).isAfter(Instant.parse(before));
    }

    @Test
    @DisplayName("P16 a deployment that is only known from what was told again says that its history is cut")
    void saysThatItsHistoryIsCut() {
        voices.say(story.pushed(2), story.registered(1), story.createdAgain(1, 2, 1), story.planned(1, 2, 1));
        voices.say(story.settled(1, 1, 1, RunState.SUCCEEDED, null, Story.SECOND, true), story.finished(1, 1, 0, 0));

        assertThat(deployment(1).getBoolean("historyCut")).isTrue();
        assertThat(deployment(1).getBoolean("settling")).isFalse();
        assertThat(deployment(1).getString("state")).isEqualTo("SUCCEEDED");
        assertThat(runs(1, "limit=9").getList("items.state")).containsExactly("SUCCEEDED");
        JsonPath database = given().get(STATUS + "/databases/" + story.name(1)).jsonPath();
        assertThat(database.getString("items[0].state")).isEqualTo("SYNCED");
        assertThat(database.getString("items[0].currentVersion")).isEqualTo(Story.SECOND);

        voices.say(story.created(1, 2, 1), story.createdAgain(1, 2, 1));
        assertThat(deployment(1).getBoolean("historyCut")).isFalse();
    }

    @Test
    @DisplayName("P13 a report that comes before the plan waits for it")
    void showsARunOnceItIsPlanned() {
        voices.say(story.createdUsers(1, 1), story.created(1, 1, 1));
        assertThat(runs(1, "limit=9").getList("items")).isEmpty();

        voices.say(story.planned(1, 1, 1));

        assertThat(runs(1, "limit=9").getList("items.state")).containsExactly("SUCCEEDED");
    }

    @Test
    void showsWhatRuns() {
        voices.say(story.created(1, 1, 2), story.planned(1, 1, 2), story.opened(1, 2), story.started(1, 1, 1));

        assertThat(runs(1, "state=running").getList("items.target")).containsExactly(story.name(1));
        assertThat(deployment(1).getInt("counts.running")).isEqualTo(1);
        assertThat(deployment(1).getInt("counts.pending")).isEqualTo(1);
        assertThat(deployment(1).getString("state")).isEqualTo("RUNNING");
    }

    @Test
    void walksTheTargetsByPage() {
        voices.say(story.created(1, 1, 5), story.planned(1, 1, 5));

        List<String> all = new ArrayList<>();
        String cursor = null;
        do {
            JsonPath page = runs(1, "limit=2" + (cursor == null ? "" : "&cursor=" + cursor));
            all.addAll(page.getList("items.target"));
            cursor = page.getString("next");
        } while (cursor != null);

        assertThat(all).containsExactly(story.name(1), story.name(2), story.name(3), story.name(4), story.name(5));
    }

    @Test
    void listsDeploymentsOfADirectoryNewestFirst() {
        voices.say(story.created(1, 1, 1), story.created(2, 1, 1), story.opened(2, 1), story.created(3, 1, 1));

        JsonPath first = list("directory=" + story.directory + "&limit=2");
        JsonPath second = list("directory=" + story.directory + "&limit=2&cursor=" + first.getString("next"));
        JsonPath running = list("directory=" + story.directory + "&state=running&env=prod");

        assertThat(first.getList("items.id", Long.class)).containsExactly(story.deployment(3), story.deployment(2));
        assertThat(second.getList("items.id", Long.class)).containsExactly(story.deployment(1));
        assertThat(second.getString("next")).isNull();
        assertThat(running.getList("items.id", Long.class)).containsExactly(story.deployment(2));
    }

    @Test
    void standsWithoutTextsWhenTheRegistryHasThemNot() {
        RunFinished report = story.seededUsers(1, 1, 1);
        RunFinished ofUnknownContent = new RunFinished(
                report.ref(),
                report.agent(),
                report.state(),
                null,
                report.directory(),
                "0".repeat(64),
                report.from(),
                report.to(),
                report.current(),
                true,
                report.files(),
                null,
                report.startedAt(),
                report.finishedAt(),
                null);
        voices.say(story.created(1, 3, 1), story.planned(1, 3, 1), ofUnknownContent);

        JsonPath run = given().get(STATUS + "/deployments/" + story.deployment(1) + "/targets/" + story.name(1))
                .jsonPath();

        assertThat(run.getList("files[0].statements.text")).containsOnlyNulls().hasSize(2);
        assertThat(run.getString("log"))
                .contains("-- migrating version " + Story.SECOND)
                .contains("text is not available");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/deployments/999999999", "/deployments/x", "/deployments/999999999/targets", "/nothing"})
    void doesNotKnowWhatWasNotHeardOf(String path) {
        String type =
                given().get(STATUS + path).then().statusCode(404).extract().path("type");

        assertThat(type).isEqualTo("urn:drover:problem:not-found");
    }

    @Test
    void doesNotKnowATargetThatIsNotPartOfTheDeployment() {
        voices.say(story.created(1, 1, 1), story.planned(1, 1, 1));

        given().get(STATUS + "/deployments/" + story.deployment(1) + "/targets/nobody")
                .then()
                .statusCode(404);
    }

    @Test
    void doesNotChooseAmongTargetsThatAShortNameFits() {
        List<RunsPlanned.PlannedRun> twins = new ArrayList<>();
        for (int place = 1; place <= 2; place++) {
            String name = story.directory + ".db" + place;
            TargetFacts facts = new TargetFacts(
                    name, "sqlite:///t", "sqlite", null, Map.of(), "default", null, "h", "ACTIVE", null);
            voices.say(new TargetRegistered(story.target(place), 1, facts, story.tick()));
            twins.add(
                    new RunsPlanned.PlannedRun(story.run(1, place), story.target(place), name, "all", place - 1, 1, 1));
        }
        voices.say(
                story.created(1, 1, 2),
                new RunsPlanned(story.deployment(1), 99, story.directory, story.digest(1), twins));
        String targets = STATUS + "/deployments/" + story.deployment(1) + "/targets/";

        String detail = given().get(targets + story.directory)
                .then()
                .statusCode(404)
                .extract()
                .path("detail");

        assertThat(detail).contains("did you mean one of").contains(story.directory + ".db2");
        given().get(targets + story.directory + ".db2").then().statusCode(200);
    }

    @Test
    void findsATargetThatWasRenamedByBothNames() {
        TargetFacts renamed = new TargetFacts(
                "renamed-" + story.directory,
                "sqlite:///t",
                "sqlite",
                null,
                Map.of(),
                "default",
                null,
                "h",
                "ACTIVE",
                null);
        voices.say(
                story.registered(1),
                story.created(1, 1, 1),
                story.planned(1, 1, 1),
                new TargetChanged(story.target(1), 2, renamed, story.tick()));

        for (String name : List.of(story.name(1), renamed.name())) {
            given().get(STATUS + "/deployments/" + story.deployment(1) + "/targets/" + name)
                    .then()
                    .statusCode(200);
        }
    }

    @Test
    void refusesATargetWithAControlCharacter() {
        voices.say(story.created(1, 1, 1), story.planned(1, 1, 1));

        given().urlEncodingEnabled(false)
                .get(STATUS + "/deployments/" + story.deployment(1) + "/targets/a%00b")
                .then()
                .statusCode(oneOf(404, 422));
    }

    @Test
    void tellsOfTheOrderWhatIsNotTheDefault() {
        voices.say(
                story.createdBy(
                        "{\"directory\": \"d\", \"options\": {\"txMode\": \"ALL\", \"amount\": 2, \"dbLockTimeout\": \"PT0S\"}}",
                        1,
                        1,
                        1),
                story.created(2, 1, 1));

        JsonPath chosen =
                given().get(STATUS + "/deployments/" + story.deployment(1)).jsonPath();
        JsonPath usual =
                given().get(STATUS + "/deployments/" + story.deployment(2)).jsonPath();

        assertThat(chosen.getString("options.txMode")).isEqualTo("ALL");
        assertThat(chosen.getInt("options.amount")).isEqualTo(2);
        assertThat(chosen.getString("options.dbLockTimeout")).isEqualTo("PT0S");
        assertThat(chosen.getString("options.baseline")).isNull();
        assertThat(usual.getMap("$")).containsEntry("options", null);
    }

    @Test
    @DisplayName("P14 a reconciled run shows what the attempt that did the work executed")
    void showsTheFilesOfAReconciledRun() {
        voices.say(story.registered(1), story.created(1, 2, 1), story.planned(1, 2, 1), story.seededUsers(1, 1, 1));

        voices.say(story.planned(1, 2, 2, 1), story.nothingToDo(1, 1, 2, 2));

        JsonPath run = given().get(STATUS + "/deployments/" + story.deployment(1) + "/targets/" + story.name(1))
                .jsonPath();
        assertThat(run.getString("reason")).isEqualTo("reconciled");
        assertThat(run.getInt("attempt")).isEqualTo(2);
        assertThat(run.getString("to")).isEqualTo(Story.SECOND);
        assertThat(run.getList("files[0].statements")).hasSize(2);
        assertThat(run.getString("log")).contains("-- migrating version " + Story.SECOND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"databases?group=prod"})
    void saysWhatComesLater(String path) {
        String type = given().get(STATUS + "/" + path)
                .then()
                .statusCode(422)
                .extract()
                .path("type");

        assertThat(type).isEqualTo("urn:drover:problem:not-available-yet");
    }

    @ParameterizedTest
    @ValueSource(strings = {"state=lost", "limit=0", "cursor=abc", "colour=red"})
    void refusesAFilterThatCannotBe(String query) {
        given().get(STATUS + "/deployments?" + query).then().statusCode(422);
    }

    @Test
    void listsAgentsAndCountsThoseAlive() {
        String alive = "agent-a-" + story.directory;
        String gone = "agent-b-" + story.directory;
        voices.say(beat(alive, Instant.now(), false), beat(gone, Instant.now(), true));

        List<Boolean> states = given().get(STATUS + "/agents?limit=1000")
                .jsonPath()
                .getList("items.findAll { it.agent.endsWith('" + story.directory + "') }.alive");

        assertThat(states).containsExactly(true, false);
        assertThat(given().get(STATUS + "/summary").jsonPath().getInt("agents.alive"))
                .isPositive();
    }

    @Test
    void saysThatItIsUpToDate() {
        voices.say(story.pushed(1));
        Instant said = Instant.now();

        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            JsonPath summary = given().get(STATUS + "/summary").jsonPath();
            assertThat(summary.getString("lag")).isEqualTo("PT0S");
            assertThat(Instant.parse(summary.getString("asOf"))).isAfter(said);
        });
    }

    private static AgentBeat beat(String agent, Instant at, boolean leaving) {
        return new AgentBeat(agent, "default", "h", "0.1.0", 8, List.of(), List.of(), leaving, at, at, 8, null);
    }

    private JsonPath deployment(int place) {
        return given().get(STATUS + "/deployments/" + story.deployment(place)).jsonPath();
    }

    private JsonPath runs(int deployment, String query) {
        return given().get(STATUS + "/deployments/" + story.deployment(deployment) + "/targets?" + query)
                .jsonPath();
    }

    private static JsonPath list(String query) {
        return given().get(STATUS + "/deployments?" + query).jsonPath();
    }
}
