package io.drover.status.query;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.contracts.RunError;
import io.drover.status.Sql;
import io.drover.status.StatusTest;
import io.drover.status.Story;
import io.drover.status.Voices;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@StatusTest
class DatabaseCsvTest {
    private static final String HEAD =
            "target,directory,state,current_version,latest_version,behind,error,file,server,labels,updated_at";

    @Inject
    Voices voices;

    @Inject
    Sql sql;

    private final Story story = new Story();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void givesTheFilteredListAsATable(boolean byParameter) {
        voices.say(
                story.pushed(2),
                story.registered(1),
                story.registered(2),
                story.created(1, 2, 1),
                story.planned(1, 2, 1),
                story.failedToSeed(1, 1, 1));
        String list = "/api/v1/status/databases?state=error&directory=" + story.directory;

        Response csv = byParameter
                ? given().get(list + "&format=csv")
                : given().accept("text/csv").get(list);

        csv.then().statusCode(200);
        assertThat(csv.contentType()).startsWith("text/csv");
        assertThat(csv.header("Content-Disposition")).isEqualTo("attachment; filename=\"databases.csv\"");
        assertThat(csv.header("ETag")).isNull();
        assertThat(csv.asString().lines().toList()).hasSize(2).first().isEqualTo(HEAD);
        assertThat(csv.asString().lines().toList().get(1))
                .startsWith(story.name(1) + "," + story.directory + ",ERROR," + Story.FIRST + "," + Story.SECOND
                        + ",2,UNIQUE constraint failed: users.id,20240721111345_seed_users.sql,,place=p1,20");
    }

    @Test
    void givesMoreThanOnePartOfTheFleet() {
        int databases = 2_345;
        sql.update("""
                INSERT INTO target (id, aggregate_sequence, name, kind, labels, lifecycle, changed_at)
                SELECT ? + n, 1, ? || n || '.db', 'sqlite', '{}', 'ACTIVE', now() FROM generate_series(1, ?) AS n
                """, story.target(0) * 1_000_000, story.directory + "-", databases);
        sql.update("""
                INSERT INTO database (target, directory, shown, failed, complete, updated_at, name, label_set)
                SELECT id, ?, true, false, '{}', now(), name, label_set FROM target WHERE name LIKE ?
                """, story.directory, story.directory + "-%");

        String csv = given().get("/api/v1/status/databases?format=csv&sort=-updatedAt&directory=" + story.directory)
                .asString();

        assertThat(csv.lines().skip(1)).hasSize(databases).doesNotHaveDuplicates();
        sql.update("DELETE FROM target WHERE name LIKE ?", story.directory + "-%");
        sql.update("UPDATE database SET shown = false WHERE directory = ?", story.directory);
    }

    @Test
    void takesNoPartOfAPage() {
        given().get("/api/v1/status/databases?format=csv&limit=3").then().statusCode(422);
        given().get("/api/v1/status/databases?format=xml").then().statusCode(422);
        given().get("/api/v1/status/databases?format=csv&state=sunk").then().statusCode(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=cmd()", "+1", "-1", "@SUM(A1)"})
    void makesFormulasHarmless(String message) {
        assertThat(DatabaseCsv.line(row("t", message, Map.of()))).contains(",'" + message + ",");
    }

    @Test
    void quotesWhatHasAMeaningInATable() {
        assertThat(DatabaseCsv.line(row("a,b", "say \"no\"\nagain", Map.of("z", "1", "a", "2"))))
                .isEqualTo("\"a,b\",d,ERROR,,2,1,\"say \"\"no\"\"\nagain\",,srv,\"a=2;z=1\",1970-01-01T00:00:00Z\r\n");
    }

    private static DatabaseView row(String target, String message, Map<String, String> labels) {
        return new DatabaseView(
                target,
                "d",
                DatabaseState.ERROR,
                null,
                null,
                "2",
                1,
                null,
                RunError.of("c", message, null),
                "srv",
                labels,
                null,
                null,
                null,
                Instant.EPOCH);
    }
}
