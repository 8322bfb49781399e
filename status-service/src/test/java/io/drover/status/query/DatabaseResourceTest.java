package io.drover.status.query;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.oneOf;

import io.drover.contracts.Event;
import io.drover.contracts.RunState;
import io.drover.contracts.TargetFacts;
import io.drover.contracts.TargetRegistered;
import io.drover.status.Sql;
import io.drover.status.StatusTest;
import io.drover.status.Story;
import io.drover.status.Voices;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@StatusTest
class DatabaseResourceTest {
    private static final String DATABASES = "/api/v1/status/databases";

    @Inject
    Voices voices;

    @Inject
    Sql sql;

    private final Story story = new Story();

    @ParameterizedTest
    @ValueSource(strings = {"target", "-target", "updatedAt", "-updatedAt"})
    void walksAllPagesInEveryOrder(String sort) {
        fleet(7);

        List<String> all = new ArrayList<>();
        String cursor = null;
        do {
            JsonPath page = list("limit=3&sort=" + sort + (cursor == null ? "" : "&cursor=" + cursor));
            all.addAll(page.getList("items.target"));
            cursor = page.getString("next");
        } while (cursor != null);

        assertThat(all).doesNotHaveDuplicates().hasSize(7);
        if (sort.endsWith("target")) {
            assertThat(all).isSortedAccordingTo(sort.startsWith("-") ? (a, b) -> b.compareTo(a) : String::compareTo);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "state=pending | 2",
                "state=SYNCED | 2",
                "state=error | 0",
                "state=pending,synced | 4",
                "env=prod | 2",
                "env=dev | 0",
                "q=TENANT_3 | 1",
                "selector=place=p2 | 1",
                "selector=place in (p1,p2),!legacy | 2",
                "q=tenant&state=synced | 2"
            })
    void filters(String query, int rows) {
        halfDeployed();

        JsonPath list = list(query);

        assertThat(list.getList("items.target")).hasSize(rows);
    }

    @ParameterizedTest
    @CsvSource({
        "selector=place=p9, 2, 1",
        "selector=place=p2, 0, 0",
        "env=prod, 2, 0",
        "env=prod&selector=place=p9, 1, 0"
    })
    void countsByLabelsAndEnvironmentAsTheyAreNow(String query, int rows, int pending) {
        halfDeployed();
        voices.say(story.changed(2, Map.of("place", "p9")), story.changed(3, Map.of("place", "p9")));

        JsonPath list = list(query);

        assertThat(list.getList("items.target")).hasSize(rows);
        assertThat(list.getMap("counts")).isEqualTo(Map.of("SYNCED", rows - pending, "PENDING", pending, "ERROR", 0));
    }

    @Test
    @DisplayName("P4 a target whose database says that it is another one names that")
    void namesTheTargetThatIsTheSameDatabase() {
        TargetFacts facts = new TargetFacts(
                story.name(1),
                "postgres://other/app",
                "postgres",
                "other:5432",
                Map.of(),
                "default",
                story.directory,
                null,
                "ACTIVE",
                story.name(2));
        voices.say(new TargetRegistered(story.target(1), 1, facts, story.tick()), story.registered(2));

        JsonPath one = given().get("/api/v1/status/databases/" + story.name(1)).jsonPath();

        assertThat(one.getString("duplicateOf")).isEqualTo(story.name(2));
        assertThat(one.getString("items[0].duplicateOf")).isEqualTo(story.name(2));
        assertThat(given().get("/api/v1/status/databases/" + story.name(2))
                        .jsonPath()
                        .getString("duplicateOf"))
                .isNull();
    }

    @Test
    void countsWhatTheFilterChooses() {
        halfDeployed();

        assertThat(list("").getMap("counts")).isEqualTo(Map.of("SYNCED", 2, "PENDING", 2, "ERROR", 0));
        assertThat(list("q=tenant_1").getMap("counts")).isEqualTo(Map.of("SYNCED", 1, "PENDING", 0, "ERROR", 0));
        assertThat(list("env=prod&state=pending").getMap("counts"))
                .as("counts are for the chips: the state filter does not narrow them")
                .isEqualTo(Map.of("SYNCED", 2, "PENDING", 0, "ERROR", 0));
    }

    @Test
    @DisplayName("P9 a push writes one row of the directory and none of its databases")
    void leavesEveryDatabaseRowAloneWhenAVersionIsPushed() {
        fleet(7);
        List<String> before = rowVersions();

        voices.say(story.pushed(2));

        assertThat(rowVersions()).hasSize(7).isEqualTo(before);
        assertThat(list("").getMap("counts")).isEqualTo(Map.of("SYNCED", 0, "PENDING", 7, "ERROR", 0));
    }

    @Test
    @DisplayName("P13 a removed target is shown no more, and nothing late brings it back")
    void hidesARemovedTarget() {
        fleet(2);
        voices.say(story.created(2, 1, 1), story.planned(2, 1, 1), story.removed(1));

        voices.say(story.nothingToDo(2, 1, 1, 1), story.registered(1));

        assertThat(list("").getList("items.target")).containsExactly(story.name(2));
        assertThat(list("").getInt("counts.SYNCED")).isEqualTo(1);
        JsonPath gone = given().get(DATABASES + "/" + story.name(1)).jsonPath();
        assertThat(gone.getString("lifecycle")).isEqualTo("REMOVED");
        assertThat(given().get(DATABASES + "/" + story.name(1) + "/history")
                        .jsonPath()
                        .getList("items"))
                .as("its history stays")
                .hasSize(1);
    }

    @Test
    @DisplayName("P8 a run of unknown end keeps the state and asks for attention")
    void asksForAttentionWhileAnEndIsUnknown() {
        fleet(1);

        voices.say(story.created(2, 1, 1), story.planned(2, 1, 1), story.settled(2, 1, 1, RunState.UNKNOWN, null));

        JsonPath list = list("");
        assertThat(list.getString("items[0].state")).isEqualTo("SYNCED");
        assertThat(list.getString("items[0].attention")).isEqualTo("unknown");
    }

    @Test
    @DisplayName("P8 a database that was never deployed is Pending")
    void showsANewTargetAsPending() {
        voices.say(story.pushed(1), story.registered(1));

        JsonPath one =
                given().get(DATABASES + "/" + story.name(1).replace(".db", "")).jsonPath();

        assertThat(one.getString("target")).isEqualTo(story.name(1));
        assertThat(one.getString("items[0].state")).isEqualTo("PENDING");
        assertThat(one.getInt("items[0].behind")).isEqualTo(1);
        assertThat(one.getMap("items[0]")).containsEntry("lastMigration", null).containsEntry("reportedBy", null);
    }

    @Test
    @DisplayName("P13 a digest that is applied before its version is heard of counts as soon as it is")
    void matchesADigestWithAVersionThatIsHeardLater() {
        voices.say(story.registered(1), story.created(1, 1, 1), story.planned(1, 1, 1), story.createdUsers(1, 1));
        assertThat(list("").getString("items[0].state")).isEqualTo("PENDING");

        voices.say(story.pushed(1));

        assertThat(list("").getString("items[0].state")).isEqualTo("SYNCED");
    }

    @Test
    void staysSyncedWhenAnOlderVersionIsDeployed() {
        fleet(1);
        voices.say(story.pushed(2), story.created(2, 2, 1), story.planned(2, 2, 1), story.seededUsers(2, 1, 1));

        voices.say(story.created(3, 1, 1), story.planned(3, 1, 1), story.nothingToDo(3, 1, 1, 1));

        assertThat(list("").getString("items[0].state")).isEqualTo("SYNCED");
    }

    @Test
    void tellsEverythingThatIsWrongWithARequest() {
        JsonPath problem = given().get(DATABASES + "?state=sunk&limit=0&sort=colour&cursor=%25&selector=(&colour=red")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .extract()
                .jsonPath();

        assertThat(problem.getString("type")).isEqualTo("urn:drover:problem:invalid-request");
        assertThat(problem.<String>getList("faults.pointer"))
                .containsExactlyInAnyOrder("state", "limit", "sort", "cursor", "selector", "colour");
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=many", "limit=1001", "sort=updatedAt&cursor=YQBiAGM", "cursor=YQ"})
    void refusesAPageThatCannotBe(String query) {
        given().get(DATABASES + "?" + query).then().statusCode(422);
    }

    @Test
    void saysThatAFilterComesLater() {
        String type = given().get(DATABASES + "?group=prod")
                .then()
                .statusCode(422)
                .extract()
                .path("type");

        assertThat(type).isEqualTo("urn:drover:problem:not-available-yet");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nobody", "/nobody/history"})
    void doesNotKnowATargetThatNobodyNamed(String path) {
        String type =
                given().get(DATABASES + path).then().statusCode(404).extract().path("type");

        assertThat(type).isEqualTo("urn:drover:problem:not-found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"q=a%00b", "directory=%00", "env=a%01", "selector=a=%00", "sort=%00", "colour%00=red"})
    void refusesAControlCharacter(String query) {
        given().urlEncodingEnabled(false).get(DATABASES + "?" + query).then().statusCode(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a%00b", "/a%00b/history"})
    void refusesATargetWithAControlCharacter(String path) {
        given().urlEncodingEnabled(false).get(DATABASES + path).then().statusCode(oneOf(404, 422));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+300000-01-01T00:00:00Z", "-000001-01-01T00:00:00Z"})
    void refusesAPageThatStartsInNoTimeOfTheDatabase(String time) {
        String cursor = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((time + "\0001\000d").getBytes(StandardCharsets.UTF_8));

        given().get(DATABASES + "?sort=updatedAt&cursor=" + cursor).then().statusCode(422);
    }

    @Test
    void namesTenOfTheTargetsThatAShortNameFits() {
        String name = story.directory + "-twin";
        List<Event> twins = new ArrayList<>();
        for (int place = 1; place <= 12; place++) {
            TargetFacts facts = new TargetFacts(
                    name + ".db" + place,
                    "sqlite:///t",
                    "sqlite",
                    null,
                    Map.of(),
                    "default",
                    null,
                    "h",
                    "ACTIVE",
                    null);
            twins.add(new TargetRegistered(story.target(place), 1, facts, story.tick()));
        }
        voices.say(twins.toArray(Event[]::new));

        String detail = given().get(DATABASES + "/" + name)
                .then()
                .statusCode(404)
                .extract()
                .path("detail");

        assertThat(detail).endsWith(" and more?").doesNotContain(name + ".db2,");
        assertThat(detail.split(name + "\\.db", -1))
                .as("names between the splits")
                .hasSize(11);
    }

    private JsonPath list(String query) {
        return given().get(DATABASES + "?directory=" + story.directory + "&" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private List<String> rowVersions() {
        return sql.list(
                "SELECT xmin::text AS writer, ctid::text AS place FROM database WHERE directory = ? ORDER BY target",
                row -> row.getString("writer") + row.getString("place"),
                story.directory);
    }

    /** Four targets, of which two are deployed. */
    private void halfDeployed() {
        voices.say(
                story.pushed(1),
                story.registered(1),
                story.registered(2),
                story.registered(3),
                story.registered(4),
                story.created(1, 1, 2),
                story.planned(1, 1, 2),
                story.createdUsers(1, 1),
                story.createdUsers(1, 2));
    }

    private void fleet(int targets) {
        List<Event> events = new ArrayList<>(List.of(story.pushed(1)));
        for (int place = 1; place <= targets; place++) {
            events.add(story.registered(place));
        }
        events.add(story.created(1, 1, targets));
        events.add(story.planned(1, 1, targets));
        for (int place = 1; place <= targets; place++) {
            events.add(story.createdUsers(1, place));
        }
        voices.say(events.toArray(Event[]::new));
    }
}
