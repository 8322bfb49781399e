package io.drover.registry.directory;

import static io.drover.registry.Pushes.directory;
import static io.drover.registry.Pushes.files;
import static io.drover.registry.Pushes.freshName;
import static io.drover.registry.Pushes.push;
import static io.drover.registry.Pushes.with;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.directory.MigrationDirectory;
import io.drover.registry.RegistryTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@RegistryTest
class VersionResourceTest {
    private static final String[] FILES = {"1_users.sql", "CREATE TABLE users (id int); -- é\n", "2_none.sql", ""};

    @Test
    void listsVersionsNewestFirstAPageAtATime() {
        String name = freshName("versions");
        pushVersions(name, 5);

        JsonPath first = get(name, "versions?limit=3");
        JsonPath last = get(name, "versions?limit=3&cursor=" + first.getString("next"));

        assertThat(first.getList("items.sequence")).containsExactly(5, 4, 3);
        assertThat(last.getList("items.sequence")).containsExactly(2, 1);
        assertThat(last.getString("next")).isNull();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "latest, 3", "LATEST, 3", "v2, 2"})
    @DisplayName("P2 a version is found by sequence, tag and latest")
    void findsAVersion(String reference, int sequence) {
        String name = freshName("find");
        pushVersions(name, 3);

        assertThat(get(name, "versions/" + reference).getInt("sequence")).isEqualTo(sequence);
    }

    @Test
    @DisplayName("P1 the archive comes back byte for byte and its SHA-256 is the digest")
    void handsOutTheArchive() {
        String name = freshName("archive");
        String digest = push(name, files(FILES)).jsonPath().getString("digest");

        Response archive = given().get("/api/v1/directories/" + name + "/versions/latest/archive");

        archive.then()
                .statusCode(200)
                .contentType("application/x-tar")
                .header("Content-Disposition", "attachment; filename=\"" + name + "-1.tar\"");
        byte[] tar = archive.asByteArray();
        assertThat(tar).isEqualTo(directory(FILES).canonicalTar());
        assertThat(MigrationDirectory.fromTar(tar).digest()).isEqualTo(digest);
        assertThat(MigrationDirectory.fromTar(tar).verify()).isEmpty();
    }

    @Test
    void handsOutFilesByteForByte() {
        String name = freshName("file");
        push(name, files(FILES)).then().statusCode(201);

        Response file = given().get("/api/v1/directories/" + name + "/versions/1/files/1_users.sql");

        file.then().statusCode(200).header("Content-Type", "text/plain;charset=utf-8");
        assertThat(file.asByteArray()).isEqualTo(FILES[1].getBytes(StandardCharsets.UTF_8));
        assertThat(bytes(name, "versions/1/files/2_none.sql")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "versions/4, has no version 4; its versions are 1 to 3",
        "versions/999999999999, has no version 999999999999",
        "versions/v9, 'has no tag \"v9\"; its tags are v1, v2, v3'",
        "versions/4/archive, has no version 4",
        "versions/1/files/9.sql, 'has no file \"9.sql\"; its files are 1.sql'",
    })
    void saysWhatThereIsInsteadOfWhatIsNot(String path, String sentence) {
        String name = freshName("missing");
        pushVersions(name, 3);

        Response answer = given().urlEncodingEnabled(false).get("/api/v1/directories/" + name + "/" + path);

        JsonPath problem = answer.then()
                .statusCode(404)
                .contentType("application/problem+json")
                .extract()
                .jsonPath();
        assertThat(problem.getString("type")).isEqualTo("urn:drover:problem:not-found");
        assertThat(problem.getString("detail")).contains(name, sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"versions/a%00b", "versions/1/files/a%00b"})
    void refusesControlCharactersInAnAddress(String path) {
        String name = freshName("control");
        pushVersions(name, 1);

        Response answer = given().urlEncodingEnabled(false).get("/api/v1/directories/" + name + "/" + path);

        assertThat(answer.then().statusCode(422).extract().jsonPath().getString("type"))
                .isEqualTo("urn:drover:problem:invalid-request");
    }

    @ParameterizedTest
    @CsvSource({"''", "/versions", "/versions/latest", "/versions/1/archive", "/versions/1/files/1.sql"})
    void saysWhichDirectoriesThereAre(String path) {
        push(freshName("a"), files()).then().statusCode(201);

        Response answer = given().get("/api/v1/directories/no-such-directory" + path);

        assertThat(answer.then().statusCode(404).extract().jsonPath().getString("detail"))
                .startsWith("There is no directory \"no-such-directory\"; there are ");
    }

    @ParameterizedTest
    @CsvSource({"limit=0, limit", "limit=1001, limit", "cursor=%21, cursor", "cursor=eHl6, cursor"})
    void refusesPagesThatAreNot(String query, String pointer) {
        String name = freshName("page");
        pushVersions(name, 1);

        Response answer = given().urlEncodingEnabled(false).get("/api/v1/directories/" + name + "/versions?" + query);

        JsonPath problem = answer.then().statusCode(422).extract().jsonPath();
        assertThat(problem.getString("type")).isEqualTo("urn:drover:problem:invalid-request");
        assertThat(problem.getString("faults[0].pointer")).isEqualTo(pointer);
    }

    static JsonPath get(String directory, String path) {
        String separator = path.isEmpty() || path.startsWith("?") || directory.isEmpty() ? "" : "/";
        String base = "/api/v1/directories" + (directory.isEmpty() ? "" : "/" + directory);
        return given().urlEncodingEnabled(false)
                .get(base + separator + path)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    static byte[] bytes(String directory, String path) {
        return given().get("/api/v1/directories/" + directory + "/" + path)
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();
    }

    private static void pushVersions(String name, int count) {
        String[] files = {};
        for (int i = 1; i <= count; i++) {
            files = Arrays.copyOf(files, 2 * i);
            files[2 * i - 2] = i + ".sql";
            files[2 * i - 1] = "SELECT " + i + ";";
            push(name, with(files(files), "tags", List.of("v" + i))).then().statusCode(201);
        }
    }
}
