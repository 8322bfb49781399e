package io.drover.status.query;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.contracts.DeploymentState;
import io.drover.contracts.RunState;
import io.drover.status.StatusTest;
import io.drover.status.Story;
import io.drover.status.Voices;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Deployments at a glance: a cell for each target, and which deployment needs somebody. */
@StatusTest
class DeploymentPictureTest {
    private static final String DEPLOYMENTS = "/api/v1/status/deployments";

    @Inject
    Voices voices;

    private final Story story = new Story();

    @Test
    void drawsALetterForEveryTarget() {
        voices.say(
                story.pushed(1),
                story.created(1, 1, 6),
                story.planned(1, 1, 5),
                story.createdUsers(1, 1),
                story.nothingToDo(1, 2, 1, 1),
                story.failedToSeed(1, 3, 1),
                story.settled(1, 4, 1, RunState.UNKNOWN, null),
                story.started(1, 5, 1));

        JsonPath cells = get("/" + story.deployment(1) + "/cells");
        JsonPath named = get("/" + story.deployment(1) + "/cells?names=true");

        assertThat(cells.getString("states")).isEqualTo("SNFKRP");
        assertThat(cells.getInt("total")).isEqualTo(6);
        assertThat(cells.getList("waves")).containsExactly(Map.of("name", "all", "from", 0, "to", 4));
        assertThat(cells.getList("names")).isNull();
        assertThat(named.getList("names"))
                .containsExactly(story.name(1), story.name(2), story.name(3), story.name(4), story.name(5), null);
        given().get(DEPLOYMENTS + "/" + story.deployment(1) + "/cells?names=maybe")
                .then()
                .statusCode(422);
        given().get(DEPLOYMENTS + "/" + story.deployment(9) + "/cells").then().statusCode(404);
    }

    @Test
    void drawsWhatIsPlannedInPieces() {
        voices.say(story.pushed(1), story.registered(1), story.registered(3), story.created(1, 1, 4));
        voices.say(story.planned(1, 1, 1, 1, 3), story.createdUsers(1, 3));

        JsonPath cells = get("/" + story.deployment(1) + "/cells");

        assertThat(cells.getString("states")).isEqualTo("PPSP");
        assertThat(cells.getList("waves")).containsExactly(Map.of("name", "all", "from", 0, "to", 2));
    }

    @Test
    void findsTargetsOfADeploymentByAPartOfTheirName() {
        voices.say(story.created(1, 1, 3), story.planned(1, 1, 3));

        assertThat(get("/" + story.deployment(1) + "/targets?q=TENANT_2").getList("items.target"))
                .containsExactly(story.name(2));
        assertThat(get("/" + story.deployment(1) + "/targets?q=tenant_2&state=failed")
                        .getList("items"))
                .isEmpty();
    }

    @Test
    void showsWhatNeedsSomebodyFirst() {
        voices.say(story.pushed(1));
        for (int i = 1; i <= 6; i++) {
            voices.say(story.created(i, 1, 1));
        }
        voices.say(
                story.finished(1, 0, 0, 1),
                story.changed(2, DeploymentState.RUNNING, null),
                story.finished(3, 1, 0, 0),
                story.changed(4, DeploymentState.PAUSED, "by hand"),
                story.changed(6, DeploymentState.CANCELLED, null));

        List<Long> all = new ArrayList<>();
        String cursor = null;
        do {
            JsonPath page = get("?sort=attention&limit=1&directory=" + story.directory
                    + (cursor == null ? "" : "&cursor=" + cursor));
            all.add(page.getLong("items[0].id"));
            cursor = page.getString("next");
        } while (cursor != null);

        assertThat(all)
                .containsExactly(
                        story.deployment(4),
                        story.deployment(1),
                        story.deployment(5),
                        story.deployment(2),
                        story.deployment(6),
                        story.deployment(3));
        assertThat(get("?directory=" + story.directory).getList("items.id", Long.class))
                .as("the newest first unless told otherwise")
                .isSortedAccordingTo((a, b) -> Long.compare(b, a));
    }

    @Test
    void showsTheNewestThatGoOnInTheSummary() {
        voices.say(story.created(1, 1, 1), story.created(2, 1, 1), story.finished(2, 1, 0, 0));

        JsonPath summary = given().get("/api/v1/status/summary")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(summary.getList("running.id", Long.class))
                .hasSizeLessThanOrEqualTo(5)
                .contains(story.deployment(1))
                .doesNotContain(story.deployment(2));
        assertThat(summary.getMap("running[0]")).containsKeys("counts", "rate", "eta", "url");
    }

    private JsonPath get(String rest) {
        return given().get(DEPLOYMENTS + rest).then().statusCode(200).extract().jsonPath();
    }
}
