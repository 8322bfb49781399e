package io.drover.status.query;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.contracts.Event;
import io.drover.contracts.RunError;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@StatusTest
class ErrorResourceTest {
    private static final String STATUS = "/api/v1/status";

    @Inject
    Voices voices;

    private final Story story = new Story();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void tellsEqualFailuresOnce(boolean ofDeployment) {
        failing();

        JsonPath errors = ofDeployment ? errors("deployment=" + story.deployment(1)) : errors("");

        assertThat(errors.getList("items.count")).containsExactly(3, 1, 1);
        assertThat(errors.getString("items[0].message")).isEqualTo("Duplicate entry … for key …");
        assertThat(errors.getString("items[0].code")).isEqualTo("statement-failed");
        assertThat(errors.getList("items[0].samples.target"))
                .as("the newest first")
                .containsExactly(story.name(4), story.name(2), story.name(1));
        assertThat(errors.getMap("items[0].samples[0]"))
                .containsEntry("directory", story.directory)
                .containsEntry("deployment", (int) story.deployment(1))
                .containsEntry("file", null)
                .containsEntry("message", "Duplicate entry 'row 4' for key 'k'");
        assertThat(errors.getString("items[0].lastAt")).isEqualTo(errors.getString("items[0].samples[0].at"));
        assertThat(errors.getString("items[0].firstAt")).isEqualTo(errors.getString("items[0].samples[2].at"));
        assertThat(errors.getList("items.code")).contains("unreachable");
    }

    @Test
    void namesFileAndStatementOfASample() {
        voices.say(story.pushed(2), story.registered(1), story.created(1, 2, 1), story.planned(1, 2, 1));
        voices.say(story.failedToSeed(1, 1, 1));

        assertThat(errors("").getMap("items[0].samples[0]"))
                .containsEntry("file", "20240721111345_seed_users.sql")
                .containsEntry("statement", "INSERT INTO users (id, name) VALUES (1, \"a8m\");");
    }

    @Test
    void walksAllPages() {
        failing();

        List<String> all = new ArrayList<>();
        String cursor = null;
        do {
            JsonPath page = errors("limit=1" + (cursor == null ? "" : "&cursor=" + cursor));
            all.addAll(page.getList("items.fingerprint"));
            cursor = page.getString("next");
        } while (cursor != null);

        assertThat(all).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void forgetsWhatIsRepairedButNotWhatHappenedInADeployment() {
        failing();

        voices.say(
                story.created(2, 1, 4),
                story.planned(2, 1, 1, 1, 2, 4),
                story.createdUsers(2, 1),
                story.createdUsers(2, 2),
                story.createdUsers(2, 4));

        assertThat(errors("").getList("items.count")).containsExactly(1, 1);
        assertThat(errors("deployment=" + story.deployment(1)).getList("items.count"))
                .containsExactly(3, 1, 1);
        assertThat(errors("deployment=" + story.deployment(2)).getList("items")).isEmpty();
    }

    @Test
    void filtersDatabasesAndTargetsByFingerprint() {
        failing();
        String fingerprint = errors("").getString("items[0].fingerprint");

        JsonPath databases = given().get(
                        STATUS + "/databases?directory=" + story.directory + "&fingerprint=" + fingerprint)
                .jsonPath();
        JsonPath targets = given().get(
                        STATUS + "/deployments/" + story.deployment(1) + "/targets?fingerprint=" + fingerprint)
                .jsonPath();

        List<String> failed = List.of(story.name(1), story.name(2), story.name(4));
        assertThat(databases.getList("items.target", String.class)).isEqualTo(failed);
        assertThat(databases.getMap("counts")).isEqualTo(Map.of("SYNCED", 0, "PENDING", 0, "ERROR", 3));
        assertThat(targets.getList("items.target", String.class)).isEqualTo(failed);
    }

    @Test
    void showsTheNewestInTheSummary() {
        failing();

        Map<String, Object> newest = given().get(STATUS + "/summary")
                .jsonPath()
                .getMap("newestErrors.find { it.directory == '" + story.directory + "' && it.count == 3 }");

        assertThat(newest)
                .containsEntry("message", "Duplicate entry … for key …")
                .containsEntry("target", story.name(4))
                .containsEntry("deployment", (int) story.deployment(1));
    }

    @Test
    void tellsEverythingThatIsWrongWithARequest() {
        JsonPath problem = given().get(STATUS + "/errors?deployment=x&limit=0&cursor=%25&colour=red")
                .then()
                .statusCode(422)
                .extract()
                .jsonPath();

        assertThat(problem.getList("faults.pointer"))
                .containsExactlyInAnyOrder("deployment", "limit", "cursor", "colour");
    }

    /** Three fail alike with words of their own, one otherwise, one without an explanation; one goes well. */
    private void failing() {
        voices.say(story.pushed(1), story.created(1, 1, 6), story.planned(1, 1, 6));
        for (int place = 1; place <= 6; place++) {
            voices.say(story.registered(place));
        }
        voices.say(
                failed(1, "Duplicate entry 'row 1' for key 'k'"),
                failed(2, "Duplicate entry 'row 2' for key 'k'"),
                failed(3, "no such table: users"),
                story.settled(1, 5, 1, RunState.UNREACHABLE, null),
                failed(4, "Duplicate entry 'row 4' for key 'k'"),
                story.createdUsers(1, 6));
    }

    private Event failed(int target, String message) {
        return story.settled(1, target, 1, RunState.FAILED, RunError.of("statement-failed", message, "Repair it."));
    }

    private JsonPath errors(String query) {
        String directory = query.contains("deployment") ? "" : "directory=" + story.directory + "&";
        return given().get(STATUS + "/errors?" + directory + (query.isEmpty() ? "limit=100" : query))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
