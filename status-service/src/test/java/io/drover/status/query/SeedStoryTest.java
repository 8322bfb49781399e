package io.drover.status.query;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.contracts.RunState;
import io.drover.status.StatusTest;
import io.drover.status.Story;
import io.drover.status.Voices;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The walk of four tenants as the views show it, told by events. */
@StatusTest
class SeedStoryTest {
    @Inject
    Voices voices;

    private final Story story = new Story();

    @Test
    void showsEveryTenantSyncedAfterTheFirstDeployment() {
        firstDeployment();

        JsonPath list = get("/databases?directory=" + story.directory);

        assertThat(counts(list)).isEqualTo(Map.of("SYNCED", 4, "PENDING", 0, "ERROR", 0));
        assertThat(list.getList("items.target"))
                .containsExactly(story.name(1), story.name(2), story.name(3), story.name(4));
        assertThat(list.getMap("items[0]"))
                .containsEntry("state", "SYNCED")
                .containsEntry("currentVersion", Story.FIRST)
                .containsEntry("latestVersion", Story.FIRST)
                .containsEntry("behind", 0)
                .containsEntry("env", "prod")
                .containsEntry("error", null);
        assertThat(list.getMap("items[0].lastMigration"))
                .containsEntry("version", Story.FIRST)
                .containsEntry("description", "create_users")
                .containsEntry("result", "SUCCEEDED");
        assertThat(list.getString("asOf")).isNotNull();
        assertThat(list.getString("lag")).startsWith("PT");
    }

    @Test
    @DisplayName("P8 P9 a push turns every tenant Pending")
    void turnsEveryTenantPendingByAPush() {
        firstDeployment();

        voices.say(story.pushed(2));

        JsonPath list = get("/databases?directory=" + story.directory + "&state=pending");
        assertThat(counts(list)).isEqualTo(Map.of("SYNCED", 0, "PENDING", 4, "ERROR", 0));
        assertThat(list.getList("items.behind")).containsExactly(1, 1, 1, 1);
        assertThat(list.getList("items.latestVersion")).containsOnly(Story.SECOND);
        Map<String, Object> summary =
                get("/summary").getMap("directories.find { it.directory == '" + story.directory + "' }");
        assertThat(summary)
                .containsEntry("pending", 4)
                .containsEntry("latest", Map.of("sequence", 2, "version", Story.SECOND))
                .containsEntry("byVersion", List.of(Map.of("sequence", 1, "version", Story.FIRST, "count", 4)));
    }

    @Test
    @DisplayName("P8 the tenant that failed is in Error, with file, statement and message")
    void showsTheFailingTenantWithItsStatement() {
        firstDeployment();
        secondDeploymentFailsOnTheLast();

        JsonPath list = get("/databases?directory=" + story.directory + "&state=error");

        assertThat(counts(list)).isEqualTo(Map.of("SYNCED", 3, "PENDING", 0, "ERROR", 1));
        assertThat(list.getList("items.target")).containsExactly(story.name(4));
        assertThat(list.getMap("items[0].error"))
                .containsEntry("code", "statement-failed")
                .containsEntry("file", "20240721111345_seed_users.sql")
                .containsEntry("statementIndex", 1)
                .containsEntry("message", "UNIQUE constraint failed: users.id");
        assertThat(list.getString("items[0].lastMigration.result")).isEqualTo("FAILED");
        JsonPath deployment = get("/deployments/" + story.deployment(2));
        assertThat(deployment.getString("state")).isEqualTo("FAILED");
        assertThat(deployment.getInt("counts.succeeded")).isEqualTo(3);
        assertThat(deployment.getInt("counts.failed")).isEqualTo(1);
        assertThat(deployment.getBoolean("settling")).isFalse();
        assertThat(deployment.getString("url")).endsWith("/deployments/sets/" + story.deployment(2));
    }

    @Test
    void printsTheFailingTenantAsTheCliDoes() {
        firstDeployment();
        secondDeploymentFailsOnTheLast();

        JsonPath run = get("/deployments/" + story.deployment(2) + "/targets/"
                + story.name(4).replace(".db", ""));

        assertThat(run.getString("log")).startsWith("""
                Migrating to version 20240721111345 from 20240721101205 (1 migrations in total):

                  -- migrating version 20240721111345
                    -> INSERT INTO users (id, name) VALUES (1, "a8m");
                    UNIQUE constraint failed: users.id

                  -------------------------
                  -- 5ms
                """);
        assertThat(run.getString("error.text"))
                .isEqualTo("sql/migrate: executing statement \"INSERT INTO users (id, name) VALUES (1, \\\"a8m\\\");\""
                        + " from version \"20240721111345\": UNIQUE constraint failed: users.id");
        assertThat(run.getString("files[0].result")).isEqualTo("FAILED");
        assertThat(run.getString("files[0].statements[0].result")).isEqualTo("FAILED");
    }

    @Test
    void countsTheFilesOfAFailedRunWhateverLaterRunsDid() {
        voices.say(
                story.pushed(1),
                story.pushed(2),
                story.registered(1),
                story.created(1, 2, 1),
                story.planned(1, 2, 1),
                story.failedToCreate(1, 1));
        String path = "/deployments/" + story.deployment(1) + "/targets/" + story.name(1);
        assertThat(get(path).getString("log")).contains("(2 migrations in total)");

        voices.say(story.created(2, 1, 1), story.planned(2, 1, 1), story.createdUsers(2, 1));
        voices.say(story.created(3, 2, 1), story.planned(3, 2, 1), story.seededUsers(3, 1, 1));

        assertThat(get(path).getString("log")).contains("(2 migrations in total)");
    }

    @Test
    void countsNoFileThatAnEarlierRunHadDoneBehindTheOneThatFailed() {
        voices.say(story.pushed(1), story.pushed(2), story.registered(1));
        voices.say(story.created(1, 2, 1), story.planned(1, 2, 1), story.seededUsers(1, 1, 1));

        voices.say(story.created(2, 2, 1), story.planned(2, 2, 1), story.failedToCreate(2, 1));

        String path = "/deployments/" + story.deployment(2) + "/targets/" + story.name(1);
        assertThat(get(path).getString("log")).contains("(1 migrations in total)");
    }

    @Test
    void cutsTheTextsOfStatementsFromTheContent() {
        firstDeployment();
        secondDeploymentFailsOnTheLast();

        JsonPath run = get("/deployments/" + story.deployment(2) + "/targets/" + story.name(1));

        assertThat(run.getList("files[0].statements.text"))
                .containsExactly(
                        "INSERT INTO users (id, name) VALUES (1, \"a8m\");",
                        "INSERT INTO users (id, name) VALUES (2, \"rotemtam\");");
        assertThat(run.getList("files[0].statements.index")).containsExactly(1, 2);
        assertThat(run.getList("files[0].statements.result")).containsExactly("OK", "OK");
        assertThat(run.getString("log")).contains("""
                  -- migrating version 20240721111345
                    -> INSERT INTO users (id, name) VALUES (1, "a8m");
                    -> INSERT INTO users (id, name) VALUES (2, "rotemtam");
                  -- ok (1.106417ms)
                """);
    }

    @Test
    void saysNothingToDoWhenNothingWasPending() {
        firstDeployment();
        voices.say(story.created(2, 1, 1), story.planned(2, 1, 1), story.nothingToDo(2, 1, 1, 1));

        JsonPath run = get("/deployments/" + story.deployment(2) + "/targets/" + story.name(1));

        assertThat(run.getString("state")).isEqualTo("NO_ACTION");
        assertThat(run.getString("log")).isEqualTo("No migration files to execute\n");
        assertThat(run.getBoolean("hasLog")).isTrue();
    }

    @Test
    @DisplayName("P8 a retry that succeeds makes the tenant Synced")
    void becomesSyncedByARetry() {
        firstDeployment();
        secondDeploymentFailsOnTheLast();

        voices.say(
                story.planned(2, 2, 2, 4), story.opened(2, 1), story.seededUsers(2, 4, 2), story.finished(2, 4, 0, 0));

        JsonPath list = get("/databases?directory=" + story.directory);
        assertThat(counts(list)).isEqualTo(Map.of("SYNCED", 4, "PENDING", 0, "ERROR", 0));
        assertThat(list.getList("items.error")).containsOnlyNulls();
        JsonPath deployment = get("/deployments/" + story.deployment(2));
        assertThat(deployment.getString("state")).isEqualTo("SUCCEEDED");
        assertThat(deployment.getBoolean("settling")).isFalse();
    }

    @Test
    void listsTheRevisionsOfATenant() {
        firstDeployment();
        secondDeploymentFailsOnTheLast();

        JsonPath synced = get("/databases/" + story.name(1) + "/history");
        JsonPath failed = get("/databases/" + story.name(4) + "/history");

        assertThat(synced.getList("items.version")).containsExactly(Story.FIRST, Story.SECOND);
        assertThat(synced.getMap("items[1]"))
                .containsEntry("description", "seed_users")
                .containsEntry("applied", 2)
                .containsEntry("total", 2)
                .containsEntry("duration", "PT0.001106417S")
                .containsEntry("deployment", (int) story.deployment(2));
        assertThat(failed.getList("items.version"))
                .as("what was rolled back is in no history")
                .containsExactly(Story.FIRST);
    }

    @Test
    void keepsTheOrderOfTheSet() {
        firstDeployment();

        JsonPath list = get("/deployments/" + story.deployment(1) + "/targets");

        assertThat(list.getList("items.position")).containsExactly(0, 1, 2, 3);
        assertThat(list.getList("items.target"))
                .containsExactly(story.name(1), story.name(2), story.name(3), story.name(4));
        assertThat(list.getList("items.state")).containsOnly(RunState.SUCCEEDED.name());
        assertThat(list.getList("items.hasLog")).containsOnly(true);
    }

    private void firstDeployment() {
        voices.say(
                story.pushed(1),
                story.registered(1),
                story.registered(2),
                story.registered(3),
                story.registered(4),
                story.created(1, 1, 4),
                story.planned(1, 1, 4),
                story.opened(1, 4),
                story.createdUsers(1, 1),
                story.createdUsers(1, 2),
                story.createdUsers(1, 3),
                story.createdUsers(1, 4),
                story.finished(1, 4, 0, 0));
    }

    private void secondDeploymentFailsOnTheLast() {
        voices.say(
                story.pushed(2),
                story.created(2, 2, 4),
                story.planned(2, 2, 4),
                story.opened(2, 4),
                story.seededUsers(2, 1, 1),
                story.seededUsers(2, 2, 1),
                story.seededUsers(2, 3, 1),
                story.failedToSeed(2, 4, 1),
                story.finished(2, 3, 0, 1));
    }

    private static Map<String, Integer> counts(JsonPath list) {
        return list.getMap("counts");
    }

    private static JsonPath get(String path) {
        return given().get("/api/v1/status" + path)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
