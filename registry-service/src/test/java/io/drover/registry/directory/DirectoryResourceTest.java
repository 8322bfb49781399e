package io.drover.registry.directory;

import static io.drover.registry.Pushes.directory;
import static io.drover.registry.Pushes.files;
import static io.drover.registry.Pushes.freshName;
import static io.drover.registry.Pushes.push;
import static io.drover.registry.Pushes.pushTar;
import static io.drover.registry.Pushes.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.directory.MigrationDirectory;
import io.drover.registry.RegistryTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@RegistryTest
class DirectoryResourceTest {
    private static final String[] ONE = {"1_users.sql", "CREATE TABLE users (id int);\n"};
    private static final String[] TWO = {
        "1_users.sql", "CREATE TABLE users (id int);\n", "2_seed.sql", "INSERT INTO users VALUES (1);\nSELECT 1;\n"
    };

    @Test
    void answersAPushWithTheWholeVersion() {
        String name = freshName("whole");

        Response answer = push(
                name,
                with(with(files(TWO), "tags", List.of("v2", "a")), "context", Map.of("repo", "r", "commit", "c")));

        JsonPath version = answer.then().statusCode(201).extract().jsonPath();
        MigrationDirectory expected = directory(TWO);
        assertThat(version.getMap(""))
                .containsOnlyKeys(
                        "directory",
                        "sequence",
                        "digest",
                        "h1",
                        "tags",
                        "pushedAt",
                        "pushedBy",
                        "context",
                        "files",
                        "url");
        assertThat(version.getString("directory")).isEqualTo(name);
        assertThat(version.getInt("sequence")).isEqualTo(1);
        assertThat(version.getString("digest")).isEqualTo(expected.digest());
        assertThat(version.getString("h1")).isEqualTo(expected.h1());
        assertThat(version.getList("tags")).containsExactly("a", "v2");
        assertThat(version.getString("pushedBy")).isEqualTo("anonymous");
        assertThat(version.getString("pushedAt")).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
        assertThat(version.getString("context.repo")).isEqualTo("r");
        assertThat(version.getString("url")).endsWith("/dirs/" + name);
        assertThat(version.getMap("files[1]"))
                .isEqualTo(Map.of(
                        "name", "2_seed.sql",
                        "version", "2",
                        "description", "seed",
                        "statements", 2,
                        "sha256", expected.migrations().get(1).sha256()));
        assertThat(answer.header("Location")).endsWith("/api/v1/directories/" + name + "/versions/1");
    }

    @Test
    @DisplayName("P3 a push of what is newest already answers 200 with the same version")
    void answersTheSameVersionForTheSameContent() {
        String name = freshName("same");
        JsonPath first = push(name, files(ONE)).then().statusCode(201).extract().jsonPath();

        Response again = push(name, files(ONE));

        JsonPath second = again.then().statusCode(200).extract().jsonPath();
        assertThat(second.getMap("")).isEqualTo(first.getMap(""));
    }

    @Test
    @DisplayName("P3 what equals an older version is a new version")
    void makesANewVersionOfWhatEqualsAnOlderOne() {
        String name = freshName("older");
        push(name, files(ONE)).then().statusCode(201);
        push(name, files(TWO)).then().statusCode(201);

        Response back = push(name, with(files(ONE), "allowRewrite", true));

        JsonPath version = back.then().statusCode(201).extract().jsonPath();
        assertThat(version.getInt("sequence")).isEqualTo(3);
        assertThat(version.getString("digest")).isEqualTo(directory(ONE).digest());
    }

    @Test
    @DisplayName("P2 a push moves the tags it names and no others")
    void movesTheTagsItNames() {
        String name = freshName("tags");
        push(name, with(files(ONE), "tags", List.of("prod", "v1"))).then().statusCode(201);
        push(name, with(files(TWO), "tags", List.of("v2"))).then().statusCode(201);

        Response moved = push(name, with(files(TWO), "tags", List.of("prod")));

        assertThat(moved.then().statusCode(200).extract().jsonPath().getList("tags"))
                .containsExactly("prod", "v2");
        assertThat(VersionResourceTest.get(name, "versions/1").getList("tags")).containsExactly("v1");
        assertThat(VersionResourceTest.get(name, "versions/prod").getInt("sequence"))
                .isEqualTo(2);
    }

    @Test
    @DisplayName("P1 JSON and tar make the same version")
    void takesAnArchive() {
        String name = freshName("tar");
        push(name, files(TWO)).then().statusCode(201);

        Response again = pushTar(name, directory(TWO).canonicalTar(), "?tags=a,b&tags=c&repo=r");

        assertThat(again.then().statusCode(200).extract().jsonPath().getList("tags"))
                .containsExactly("a", "b", "c");
    }

    @Test
    void keepsTheContextOfAnArchive() {
        String name = freshName("tar");

        Response pushed = pushTar(name, directory(ONE).canonicalTar(), "?repo=r&branch=b&commit=c&url=u&user=me");

        assertThat(pushed.then().statusCode(201).extract().jsonPath().getMap("context"))
                .isEqualTo(Map.of("repo", "r", "branch", "b", "commit", "c", "url", "u", "user", "me"));
    }

    @Test
    void takesAnEmptyDirectory() {
        String name = freshName("empty");

        Response pushed = push(name, files());

        JsonPath version = pushed.then().statusCode(201).extract().jsonPath();
        assertThat(version.getList("files")).isEmpty();
        assertThat(version.getString("h1")).isEqualTo("h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }

    @Test
    void takesTheSumThatFits() {
        push(freshName("sum"), with(files(TWO), "sum", directory(TWO).sumText()))
                .then()
                .statusCode(201);
    }

    @Test
    void takesManyStatements() {
        String content = "INSERT INTO users VALUES (1);\n".repeat(50_000);

        Response pushed = push(freshName("statements"), files("1.sql", content));

        assertThat(pushed.then().statusCode(201).extract().jsonPath().getInt("files[0].statements"))
                .isEqualTo(50_000);
    }

    @Test
    void takesTwoThousandFilesOfTwentyMegabytes() {
        String name = freshName("large");
        String content = "INSERT INTO users (name) VALUES ('some one with a name');\n".repeat(180);
        String[] files = new String[4_000];
        for (int i = 0; i < 2_000; i++) {
            files[2 * i] = (10_000 + i) + "_step.sql";
            files[2 * i + 1] = content;
        }

        Response pushed = push(name, files(files));

        assertThat(pushed.then().statusCode(201).extract().jsonPath().getList("files"))
                .hasSize(2_000);
        assertThat(VersionResourceTest.bytes(name, "versions/1/archive"))
                .isEqualTo(directory(files).canonicalTar());
    }

    @Test
    void listsDirectoriesByNameAPageAtATime() {
        String mark = freshName("list");
        for (String name : List.of("b-" + mark, "a-" + mark, "c-" + mark)) {
            push(name, with(files(ONE), "tags", List.of("v1"))).then().statusCode(201);
        }

        JsonPath first = VersionResourceTest.get("", "?limit=2&q=" + mark.toUpperCase(Locale.ROOT));
        JsonPath last = VersionResourceTest.get("", "?limit=2&q=" + mark + "&cursor=" + first.getString("next"));

        assertThat(first.getList("items.name")).containsExactly("a-" + mark, "b-" + mark);
        assertThat(first.getMap("items[0]")).containsOnlyKeys("name", "versions", "latest", "url");
        assertThat(first.getList("items[0].latest.tags")).containsExactly("v1");
        assertThat(first.getInt("items[0].latest.fileCount")).isEqualTo(1);
        assertThat(last.getList("items.name")).containsExactly("c-" + mark);
        assertThat(last.getString("next")).isNull();
    }

    @Test
    void showsADirectoryWithItsNewestVersion() {
        String name = freshName("one");
        push(name, files(ONE)).then().statusCode(201);
        push(name, files(TWO)).then().statusCode(201);

        JsonPath directory = VersionResourceTest.get(name, "");

        assertThat(directory.getInt("versions")).isEqualTo(2);
        assertThat(directory.getInt("latest.sequence")).isEqualTo(2);
        assertThat(directory.getString("latest.lastMigration")).isEqualTo("2");
    }
}
