package io.drover.registry.directory;

import static io.drover.registry.Pushes.directory;
import static io.drover.registry.Pushes.files;
import static io.drover.registry.Pushes.freshName;
import static io.drover.registry.Pushes.push;
import static io.drover.registry.Pushes.pushTar;
import static io.drover.registry.Pushes.with;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.registry.RegistryTest;
import io.drover.registry.Traces;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused is refused with a problem that names every fault, and leaves no row and no record behind. */
@RegistryTest
class PushRefusalTest {
    private static final String[] NEWEST = {"1_a.sql", "SELECT 1;", "3_c.sql", "SELECT 3;"};

    @Inject
    Traces traces;

    private String name;

    @BeforeEach
    void aDirectoryIsThere() {
        name = freshName("refusal");
        push(name, with(files(NEWEST), "tags", List.of("v1"))).then().statusCode(201);
    }

    @Test
    @DisplayName("P3 a rewritten history is refused and every file is named")
    void refusesAPushWhoseFilesWereRewritten() {
        Map<String, Object> push = files("2_b.sql", "SELECT 2;", "3_c.sql", "SELECT 33;", "4_d.sql", "SELECT 4;");

        JsonPath problem = refused(409, "history-rewritten", () -> push(name, push));

        assertThat(problem.getList("faults.pointer")).containsExactly("1_a.sql", "3_c.sql", "2_b.sql");
        assertThat(problem.getString("detail"))
                .contains("version 1 of " + name, "1_a.sql was removed", "allowRewrite and allowOutOfOrder");
    }

    @Test
    @DisplayName("P3 a file that comes too late is refused")
    void refusesAFileThatSortsBeforeTheLast() {
        Map<String, Object> push = files("1_a.sql", "SELECT 1;", "2_b.sql", "SELECT 2;", "3_c.sql", "SELECT 3;");

        JsonPath problem = refused(409, "out-of-order", () -> push(name, push));

        assertThat(problem.getList("faults.pointer")).containsExactly("2_b.sql");
        assertThat(problem.getString("detail")).contains("push with allowOutOfOrder");
        push(name, with(push, "allowOutOfOrder", true)).then().statusCode(201);
    }

    @Test
    @DisplayName("P2 tags do not move with a refused push")
    void movesNoTagWithARefusedPush() {
        refused(409, "history-rewritten", () -> push(name, with(files(), "tags", List.of("v1", "v2"))));

        assertThat(VersionResourceTest.get(name, "versions/latest").getList("tags"))
                .containsExactly("v1");
    }

    @Test
    void saysInAtlasWordsWhichFileDoesNotMatchTheSum() {
        String sum = directory("1_a.sql", "SELECT 1;", "3_c.sql", "SELECT 33;").sumText();

        JsonPath problem = refused(422, "checksum-mismatch", () -> push(name, with(files(NEWEST), "sum", sum)));

        assertThat(problem.getString("detail"))
                .contains("checksum mismatch: L3: 3_c.sql was edited", name, "drover migrate hash");
    }

    @ParameterizedTest
    @CsvSource({
        "'1_a.sql,SELECT 1;,2_b.sql,,3_c.sql,SELECT 3;', L3: 2_b.sql was added",
        "'1_a.sql,SELECT 1;', L3: 3_c.sql was removed",
    })
    void saysWhatWasAddedAndRemoved(String pushed, String sentence) {
        Map<String, Object> push =
                with(files(pushed.split(",", -1)), "sum", directory(NEWEST).sumText());

        JsonPath problem = refused(422, "checksum-mismatch", () -> push(name, push));

        assertThat(problem.getString("faults[0].detail")).contains(sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "h1:\nnonsense"})
    void refusesASumThatIsNone(String sum) {
        JsonPath problem = refused(422, "checksum-mismatch", () -> push(name, with(files(NEWEST), "sum", sum)));

        assertThat(problem.getString("detail")).contains("checksum file format invalid");
    }

    @Test
    void refusesAnArchiveWhoseSumIsBroken() {
        byte[] tar = directory(NEWEST).canonicalTar();
        int inTheLastFile = new String(tar, StandardCharsets.ISO_8859_1).lastIndexOf("SELECT 3;");
        tar[inTheLastFile] = 's';

        JsonPath problem = refused(422, "checksum-mismatch", () -> pushTar(name, tar, ""));

        assertThat(problem.getString("detail")).contains("L3: 3_c.sql was edited");
    }

    @Test
    void namesEveryFileNameThatIsNone() {
        String tooLong = "9".repeat(97) + ".sql";
        Map<String, Object> push = files(
                "a/b.sql",
                "",
                "..\\c.sql",
                "",
                "é.sql",
                "",
                "readme.md",
                "",
                tooLong,
                "",
                "a\u0000.sql",
                "",
                "1.sql",
                "",
                "1.sql",
                "");

        JsonPath problem = refused(422, "invalid-directory", () -> push(name, push));

        assertThat(problem.getList("faults.pointer"))
                .containsExactly("a/b.sql", "..\\c.sql", "é.sql", "readme.md", tooLong, "a\u0000.sql", "1.sql");
    }

    @Test
    void namesEveryFileThatCannotBeCutIntoStatements() {
        Map<String, Object> push = files("4.sql", "SELECT 1;\nSELECT 'open", "5.sql", "CREATE TABLE t (c int;");

        JsonPath problem = refused(422, "invalid-directory", () -> push(freshName("unsplittable"), push));

        assertThat(problem.getList("faults.pointer")).containsExactly("4.sql", "5.sql");
        assertThat(problem.getString("faults[0].detail")).startsWith("4.sql: cannot be cut into statements at line 2");
    }

    @Test
    void namesTheFormatsWhenOneIsUnknown() {
        String detail =
                "There is no format \"rails\"; there are atlas, golang-migrate, goose, dbmate, flyway, liquibase.";
        byte[] tar = directory(NEWEST).canonicalTar();

        JsonPath json = refused(422, "invalid-request", () -> push(name, with(files(NEWEST), "format", "rails")));
        JsonPath archive = refused(422, "invalid-request", () -> pushTar(name, tar, "?format=rails"));

        assertThat(json.getString("detail")).isEqualTo(detail);
        assertThat(archive.getString("detail")).isEqualTo(detail);
    }

    @Test
    @DisplayName("P2 every tag that cannot be one is named")
    void namesEveryTagThatIsNone() {
        Map<String, Object> push = with(files(NEWEST), "tags", List.of("v2", "12", "latest", "h1:x", "a/b"));

        JsonPath problem = refused(422, "invalid-request", () -> push(name, push));

        assertThat(problem.getList("faults.pointer")).containsExactly("/tags/1", "/tags/2", "/tags/3", "/tags/4");
    }

    @Test
    @DisplayName("P2 a directory has at most a thousand tags: its events name all of them")
    void refusesTheTagThatIsOneTooMany() {
        String tagged = freshName("tagged");
        for (int i = 0; i < 10; i++) {
            push(tagged, with(files(NEWEST), "tags", tags(100 * i, 100))).then().statusCode(i == 0 ? 201 : 200);
        }
        Map<String, Object> newer = files("1_a.sql", "SELECT 1;", "3_c.sql", "SELECT 3;", "4_d.sql", "SELECT 4;");

        JsonPath problem = refused(422, "invalid-request", () -> push(tagged, with(newer, "tags", tags(1_000, 1))));

        assertThat(problem.getString("detail"))
                .isEqualTo("The directory " + tagged
                        + " would have 1,001 tags; it may have 1,000. Nothing was pushed; move tags it has.");
        push(tagged, with(newer, "tags", tags(0, 100))).then().statusCode(201);
    }

    private static List<String> tags(int from, int count) {
        return IntStream.range(from, from + count).mapToObj(i -> "t" + i).toList();
    }

    @Test
    @DisplayName("P3 two files with one version are refused, for the second would never be applied")
    void refusesTwoFilesWithOneVersion() {
        Map<String, Object> push = files("4_d.sql", "SELECT 4;", "4_e.sql", "SELECT 5;");

        JsonPath problem = refused(422, "invalid-directory", () -> push(freshName("twice"), push));

        assertThat(problem.getString("detail"))
                .isEqualTo("4_e.sql: has the version 4, as 4_d.sql has; give it a newer one.");
    }

    @Test
    void refusesAnArchiveWithASizeThatIsNone() {
        byte[] tar = directory(NEWEST).canonicalTar();
        tar[124] = '-';
        // the checksum counts the bytes of the header: a '-' is three less than a '0'
        int checksum = Integer.parseInt(new String(tar, 148, 6, StandardCharsets.US_ASCII), 8) - 3;
        System.arraycopy(String.format("%06o", checksum).getBytes(StandardCharsets.US_ASCII), 0, tar, 148, 6);

        refused(422, "invalid-directory", () -> pushTar(name, tar, ""));
    }

    @Test
    void namesEveryFieldThatIsUnknown() {
        Map<String, Object> push = with(with(files(NEWEST), "allowRewite", true), "context", Map.of("repos", "r"));

        JsonPath problem = refused(422, "invalid-request", () -> push(name, push));

        assertThat(problem.getList("faults.pointer")).containsExactlyInAnyOrder("/allowRewite", "/context/repos");
    }

    @Test
    void namesFaultsOfTheRequestAndOfTheFilesTogether() {
        Map<String, Object> push = with(files("a/b.sql", ""), "tags", List.of("12"));

        JsonPath problem = refused(422, "invalid-request", () -> push("-bad-", with(push, "sum", "nonsense")));

        assertThat(problem.getList("faults.pointer")).containsExactly("name", "/tags/0", "a/b.sql");
    }

    @ParameterizedTest
    @CsvSource({
        "'{}', /files",
        "'{\"files\": [{\"content\": \"\"}]}', /files/0/name",
        "'{\"files\": [{\"name\": \"1.sql\"}]}', /files/0/content",
        "'{\"files\": [null]}', /files/0",
        "'{\"files\": \"1.sql\"}', /files",
        "'{\"files\": [], \"allowRewrite\": \"perhaps\"}', /allowRewrite",
        "'{\"files\": [], \"tags\": [null]}', /tags/0",
        "'{\"files\": [], \"context\": {\"repo\": \"a\\u0000b\"}}', /context/repo",
    })
    void saysWhereAFieldIsMissingOrOfAnotherKind(String body, String pointer) {
        JsonPath problem = refused(422, "invalid-request", () -> push(name, body));

        assertThat(problem.getList("faults.pointer")).containsExactly(pointer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"files\": [{\"name\": \"1.sql\"", "SELECT 1;", "null", "{} {}"})
    void refusesWhatIsNoJson(String body) {
        refused(400, "malformed-json", () -> push(name, body));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "application/octet-stream", "application/gzip"})
    void refusesOtherContentTypes(String type) {
        refused(
                415,
                "unsupported-media-type",
                () -> given().contentType(type)
                        .body("x".getBytes(StandardCharsets.UTF_8))
                        .post("/api/v1/directories/" + name + "/versions"));
    }

    @Test
    void refusesABodyWithoutAContentType() {
        refused(415, "unsupported-media-type", () -> given().post("/api/v1/directories/" + name + "/versions"));
    }

    @Test
    void refusesAnEmptyBodyAsAnArchive() {
        JsonPath problem = refused(422, "invalid-directory", () -> pushTar(name, new byte[0], ""));

        assertThat(problem.getString("detail")).contains("the body is empty");
    }

    @Test
    void refusesWhatIsNoArchive() {
        byte[] noise = new byte[2_000];
        Arrays.fill(noise, (byte) 'x');

        refused(422, "invalid-directory", () -> pushTar(name, noise, ""));
    }

    @Test
    void refusesAnArchiveThatWasCutOff() {
        byte[] tar = directory(NEWEST).canonicalTar();

        refused(422, "invalid-directory", () -> pushTar(name, Arrays.copyOf(tar, 512 + 100), ""));
    }

    @Test
    void namesEveryParameterThatIsUnknownOrOfAnotherKind() {
        byte[] tar = directory(NEWEST).canonicalTar();

        JsonPath problem = refused(
                422, "invalid-request", () -> pushTar(name, tar, "?allowRewite=true&allowOutOfOrder=perhaps&tags=7"));

        assertThat(problem.getList("faults.pointer"))
                .containsExactlyInAnyOrder("allowRewite", "allowOutOfOrder", "/tags/0");
    }

    @Test
    void refusesAQueryThatAJsonPushWouldIgnore() {
        JsonPath problem = refused(
                422,
                "invalid-request",
                () -> given().contentType("application/json")
                        .body(files(NEWEST))
                        .post("/api/v1/directories/" + name + "/versions?allowRewrite=true"));

        assertThat(problem.getList("faults.pointer")).containsExactly("allowRewrite");
    }

    @Test
    void refusesOtherMethods() {
        refused(405, "method-not-allowed", () -> given().delete("/api/v1/directories/" + name));
    }

    private JsonPath refused(int status, String type, Supplier<Response> request) {
        Map<String, Long> rows = traces.rows();
        long records = traces.records();
        Response answer = request.get();
        JsonPath problem = answer.then()
                .statusCode(status)
                .contentType("application/problem+json")
                .extract()
                .jsonPath();
        assertThat(problem.getString("type")).isEqualTo("urn:drover:problem:" + type);
        assertThat(problem.getString("detail")).isNotBlank();
        assertThat(traces.rows()).isEqualTo(rows);
        assertThat(traces.records()).isEqualTo(records);
        return problem;
    }
}
