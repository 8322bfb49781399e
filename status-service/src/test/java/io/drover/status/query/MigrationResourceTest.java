package io.drover.status.query;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.contracts.DirectoryPushed;
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
import org.junit.jupiter.params.provider.CsvSource;

@StatusTest
class MigrationResourceTest {
    @Inject
    Voices voices;

    private final Story story = new Story();

    @Test
    void tellsWhichDatabasesHaveAMigration() {
        halfSeeded();

        JsonPath second = get(Story.SECOND, "");

        assertThat(second.getString("description")).isEqualTo("seed_users");
        assertThat(second.getString("file")).isEqualTo("20240721111345_seed_users.sql");
        assertThat(second.getInt("since")).isEqualTo(2);
        assertThat(second.getMap("counts")).isEqualTo(Map.of("APPLIED", 2, "PENDING", 2, "FAILED", 1));
        assertThat(second.getList("items.state")).containsExactly("APPLIED", "APPLIED", "FAILED", "PENDING", "PENDING");
        assertThat(second.getMap("items[0]"))
                .containsEntry("target", story.name(1))
                .containsEntry("deployment", (int) story.deployment(2))
                .containsEntry("duration", "PT0.001106417S")
                .containsEntry("currentVersion", Story.SECOND);
        assertThat(second.getMap("items[2]"))
                .containsEntry("deployment", (int) story.deployment(2))
                .containsEntry("duration", null)
                .containsEntry("currentVersion", Story.FIRST);
        assertThat(second.getString("items[2].at")).isNotNull();
        assertThat(second.getMap("items[4]")).containsEntry("at", null).containsEntry("deployment", null);
    }

    @Test
    void showsAnOldMigrationAsAppliedToThoseThatFailedOnANewerOne() {
        halfSeeded();

        JsonPath first = get(Story.FIRST, "");

        assertThat(first.getInt("since")).isEqualTo(1);
        assertThat(first.getMap("counts")).isEqualTo(Map.of("APPLIED", 4, "PENDING", 1, "FAILED", 0));
        assertThat(first.getList("items.state")).containsExactly("APPLIED", "APPLIED", "APPLIED", "APPLIED", "PENDING");
    }

    /** A new database gets the first file of two and fails on the second. */
    @Test
    void countsWhatWasAppliedBeforeARunFailed() {
        voices.say(story.pushed(2), story.registered(1), story.created(1, 2, 1), story.planned(1, 2, 1));

        voices.say(story.failedHalfWay(1, 1));

        assertThat(get(Story.FIRST, "").getMap("counts")).isEqualTo(Map.of("APPLIED", 1, "PENDING", 0, "FAILED", 0));
        assertThat(get(Story.FIRST, "state=applied").getList("items.target")).containsExactly(story.name(1));
        assertThat(get(Story.SECOND, "").getMap("counts")).isEqualTo(Map.of("APPLIED", 0, "PENDING", 0, "FAILED", 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "state=applied | 2",
                "state=PENDING | 2",
                "state=failed | 1",
                "state=failed,pending | 3",
                "state=applied,failed | 3",
                "q=TENANT_3 | 1",
                "q=tenant_3&state=applied | 0",
                "q=%25 | 0"
            })
    void filters(String query, int rows) {
        halfSeeded();

        assertThat(get(Story.SECOND, query).getList("items")).hasSize(rows);
    }

    @Test
    void walksAllPages() {
        halfSeeded();

        List<String> all = new ArrayList<>();
        String cursor = null;
        do {
            JsonPath page = get(Story.SECOND, "limit=2" + (cursor == null ? "" : "&cursor=" + cursor));
            all.addAll(page.getList("items.target"));
            cursor = page.getString("next");
        } while (cursor != null);

        assertThat(all).hasSize(5).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void knowsThatAMigrationWasTakenOutAndCameBack() {
        halfSeeded();
        DirectoryPushed without = story.pushed(3);
        voices.say(new DirectoryPushed(
                story.directory,
                3,
                3,
                story.digest(3),
                "h1:3",
                Story.FIRST,
                1,
                without.files().subList(0, 1),
                List.of(),
                story.tick(),
                "anonymous",
                null));
        voices.say(story.pushed(4), story.created(3, 4, 1), story.planned(3, 4, 1, 4));

        voices.say(story.nothingToDo(3, 4, 1, 4));

        JsonPath second = get(Story.SECOND, "");
        assertThat(second.getInt("since")).isEqualTo(2);
        assertThat(second.getList("items.state")).containsExactly("APPLIED", "APPLIED", "FAILED", "APPLIED", "PENDING");
    }

    @Test
    void findsNoMigrationThatIsInNoVersion() {
        voices.say(story.pushed(1));

        given().get(path(Story.SECOND)).then().statusCode(404);
        given().get("/api/v1/status/migrations/nowhere/1").then().statusCode(404);
        given().get(path(Story.FIRST) + "?state=sunk&cursor=%25").then().statusCode(422);
    }

    /** Five databases: two at version 2, one failed on it, one at version 1, one never deployed. */
    private void halfSeeded() {
        voices.say(story.pushed(1), story.created(1, 1, 4), story.planned(1, 1, 4));
        for (int place = 1; place <= 4; place++) {
            voices.say(story.registered(place), story.createdUsers(1, place));
        }
        voices.say(
                story.registered(5),
                story.pushed(2),
                story.created(2, 2, 4),
                story.planned(2, 2, 4),
                story.seededUsers(2, 1, 1),
                story.seededUsers(2, 2, 1),
                story.failedToSeed(2, 3, 1));
    }

    private String path(String version) {
        return "/api/v1/status/migrations/" + story.directory + "/" + version;
    }

    private JsonPath get(String version, String query) {
        return given().get(path(version) + (query.isEmpty() ? "" : "?" + query))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
