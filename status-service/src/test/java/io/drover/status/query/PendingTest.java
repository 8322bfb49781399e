package io.drover.status.query;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.contracts.TargetChanged;
import io.drover.contracts.TargetFacts;
import io.drover.status.StatusTest;
import io.drover.status.Story;
import io.drover.status.Voices;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

@StatusTest
class PendingTest {
    @Inject
    Voices voices;

    private final Story story = new Story();

    @Test
    void listsAllFilesForAnEmptyDatabase() {
        voices.say(story.registered(1), story.pushed(2));

        JsonPath pending = get("");

        assertThat(pending.getString("target")).isEqualTo(story.name(1));
        assertThat(pending.getString("directory")).isEqualTo(story.directory);
        assertThat(pending.getInt("sequence")).isEqualTo(2);
        assertThat(pending.getList("items.version")).containsExactly(Story.FIRST, Story.SECOND);
        assertThat(pending.getMap("items[1]"))
                .isEqualTo(Map.of(
                        "file",
                        "20240721111345_seed_users.sql",
                        "version",
                        Story.SECOND,
                        "description",
                        "seed_users",
                        "statements",
                        2));
    }

    @Test
    void leavesOutWhatIsThere() {
        voices.say(story.registered(1), story.pushed(1), story.created(1, 1, 1), story.planned(1, 1, 1));
        voices.say(story.createdUsers(1, 1), story.pushed(2));
        assertThat(get("").getList("items.version")).containsExactly(Story.SECOND);

        voices.say(story.created(2, 2, 1), story.planned(2, 2, 1), story.seededUsers(2, 1, 1));

        assertThat(get("directory=" + story.directory).getList("items")).isEmpty();
    }

    @Test
    void leavesOutWhatAFailedRunApplied() {
        voices.say(story.registered(1), story.pushed(2), story.created(1, 2, 1), story.planned(1, 2, 1));

        voices.say(story.failedHalfWay(1, 1));

        assertThat(get("").getList("items.version")).containsExactly(Story.SECOND);
    }

    @Test
    void asksWhichDirectoryWhenThereAreSeveral() {
        Story other = new Story();
        voices.say(story.pushed(1), story.registered(1), other.pushed(1));
        TargetFacts facts = new TargetFacts(
                story.name(1),
                "sqlite:///x",
                "sqlite",
                null,
                Map.of(),
                "default",
                other.directory,
                "h",
                "ACTIVE",
                null);
        voices.say(
                story.created(1, 1, 1),
                story.planned(1, 1, 1),
                new TargetChanged(story.target(1), 2, facts, story.tick()));

        given().get(path("")).then().statusCode(422);
        assertThat(get("directory=" + other.directory).getList("items")).hasSize(1);
    }

    @Test
    void findsNothingForAStranger() {
        voices.say(story.registered(1));

        given().get("/api/v1/status/databases/nobody/pending").then().statusCode(404);
        given().get(path("directory=nowhere")).then().statusCode(404);
        given().get(path("colour=red")).then().statusCode(422);
        assertThat(get("").getInt("sequence")).as("no version was heard of").isZero();
    }

    private String path(String query) {
        return "/api/v1/status/databases/" + story.name(1) + "/pending" + (query.isEmpty() ? "" : "?" + query);
    }

    private JsonPath get(String query) {
        return given().get(path(query)).then().statusCode(200).extract().jsonPath();
    }
}
