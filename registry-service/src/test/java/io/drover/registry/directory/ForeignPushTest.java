package io.drover.registry.directory;

import static io.drover.registry.Pushes.files;
import static io.drover.registry.Pushes.freshName;
import static io.drover.registry.Pushes.push;
import static io.drover.registry.Pushes.pushTar;
import static io.drover.registry.Pushes.with;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.directory.MigrationDirectory;
import io.drover.registry.Pushes;
import io.drover.registry.RegistryTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@RegistryTest
class ForeignPushTest {
    private static final String USERS =
            "-- migrate:up\nCREATE TABLE users (id int);\n-- migrate:down\nDROP TABLE users;\n";
    private static final String INDEX = "-- migrate:up transaction:false\nCREATE INDEX i ON users (id);\n";

    private final String name = freshName("foreign");

    @Test
    void isStoredInAtlassLayout() {
        Response pushed = push(name, with(files("1_users.sql", USERS, "2_index.sql", INDEX), "format", "dbmate"));

        JsonPath version = pushed.then().statusCode(201).extract().jsonPath();
        assertThat(version.getList("files.name")).containsExactly("1_users.sql", "2_index.sql");
        assertThat(version.getList("files.statements")).containsExactly(1, 1);
        assertThat(given().get("/api/v1/directories/{name}/versions/latest/files/2_index.sql", name)
                        .asString())
                .isEqualTo("-- atlas:txmode none\n\nCREATE INDEX i ON users (id);\n");
        MigrationDirectory stored =
                MigrationDirectory.fromTar(given().get("/api/v1/directories/{name}/versions/latest/archive", name)
                        .asByteArray());
        assertThat(stored.verify()).isEmpty();
        assertThat(stored.h1()).isEqualTo(version.getString("h1"));
    }

    @Test
    void theFormatMayStandInTheQuery() {
        Map<String, Object> body = files("1_users.sql", USERS);

        Response first = pushJson(body, "?format=dbmate");
        Response again = push(name, with(body, "format", "DBMATE"));
        Response tar = pushTar(name, Pushes.directory("1_users.sql", USERS).canonicalTar(), "?format=dbmate");

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(again.statusCode()).as("the same content").isEqualTo(200);
        assertThat(tar.statusCode())
                .as("the atlas.sum of the archive is no migration")
                .isEqualTo(200);
        assertThat(pushJson(with(body, "format", "goose"), "?format=dbmate")
                        .jsonPath()
                        .getString("detail"))
                .isEqualTo("The format is \"dbmate\" in the query and \"goose\" in the body.");
        assertThat(pushJson(body, "?format=dbmate&tags=a").statusCode()).isEqualTo(422);
    }

    @Test
    void theRulesApplyToTheRewrittenFiles() {
        push(name, with(files("V1__a.sql", "SELECT 1;", "V3__c.sql", "SELECT 3;"), "format", "flyway"));

        Response later = push(
                name,
                with(
                        files("V1__a.sql", "SELECT 1;", "V3__c.sql", "SELECT 3;", "more/V10__d.sql", "SELECT 4;"),
                        "format",
                        "flyway"));
        Response between = push(
                name,
                with(
                        files(
                                "V1__a.sql",
                                "SELECT 1;",
                                "V2__b.sql",
                                "SELECT 2;",
                                "V3__c.sql",
                                "SELECT 3;",
                                "V10__d.sql",
                                "SELECT 4;"),
                        "format",
                        "flyway"));
        Response changed =
                push(name, with(files("V1__a.sql", "SELECT 0;", "V3__c.sql", "SELECT 3;"), "format", "flyway"));

        assertThat(later.statusCode()).isEqualTo(201);
        assertThat(later.jsonPath().getList("files.name")).containsExactly("0001_a.sql", "0003_c.sql", "0010_d.sql");
        assertThat(between.statusCode()).isEqualTo(409);
        assertThat(between.jsonPath().getString("type")).endsWith("out-of-order");
        assertThat(changed.jsonPath().getList("faults.pointer")).containsExactly("0001_a.sql", "0010_d.sql");
    }

    @Test
    void theSumThatIsGivenIsThatOfTheRewrittenFiles() {
        Map<String, Object> push = with(files("1_users.sql", USERS), "format", "dbmate");
        String sum = Pushes.directory("1_users.sql", "CREATE TABLE users (id int);\n")
                .sumText();
        String ofTheSource = Pushes.directory("1_users.sql", USERS).sumText();

        assertThat(push(name, with(push, "sum", ofTheSource)).jsonPath().getString("detail"))
                .contains("checksum mismatch: L2: 1_users.sql was edited");
        assertThat(push(name, with(push, "sum", sum)).statusCode()).isEqualTo(201);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            dbmate         | 1_a.sql: has no section '-- migrate:up'.
            goose          | 1_a.sql: has no section '-- +goose Up'.
            golang-migrate | 1_a.sql: is not called like a migration, as in 20240721101205_add_users.up.sql.
            """)
    void allFaultsAreToldAndNothingIsStored(String format, String fault) {
        Response refused = push(name, with(files("1_a.sql", "SELECT 1;", "b.sql", ""), "format", format));

        JsonPath problem = refused.then().statusCode(422).extract().jsonPath();
        assertThat(problem.getString("type")).endsWith("invalid-directory");
        assertThat(problem.getList("faults.pointer")).containsExactlyInAnyOrder("1_a.sql", "b.sql");
        assertThat(problem.getList("faults.detail")).contains(fault);
        assertThat(given().get("/api/v1/directories/{name}", name).statusCode()).isEqualTo(404);
    }

    private Response pushJson(Object body, String query) {
        return given().contentType("application/json")
                .body(body)
                .post("/api/v1/directories/{name}/versions" + query, name);
    }
}
