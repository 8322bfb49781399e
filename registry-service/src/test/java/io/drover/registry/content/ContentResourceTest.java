package io.drover.registry.content;

import static io.drover.registry.Pushes.files;
import static io.drover.registry.Pushes.freshName;
import static io.drover.registry.Pushes.push;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.registry.RegistryTest;
import io.restassured.response.Response;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@RegistryTest
class ContentResourceTest {

    @Test
    @DisplayName("P1 what is fetched by a digest has that SHA-256")
    void handsOutWhatHasTheDigest() throws Exception {
        String digest = pushed("content");

        Response content = given().get("/api/v1/contents/" + digest);

        content.then()
                .statusCode(200)
                .contentType("application/x-tar")
                .header("Cache-Control", "public, max-age=31536000, immutable")
                .header("ETag", "\"" + digest + "\"");
        byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(content.asByteArray());
        assertThat(HexFormat.of().formatHex(sha256)).isEqualTo(digest);
    }

    @Test
    void sendsNothingToWhoHasIt() {
        String digest = pushed("etag");

        Response content =
                given().header("If-None-Match", "\"other\", \"" + digest + "\"").get("/api/v1/contents/" + digest);

        content.then().statusCode(304).header("ETag", "\"" + digest + "\"");
        assertThat(content.asByteArray()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000000000000000000000000000000000000000000000000000000000000000", "nonsense"})
    void saysWhereDigestsStand(String digest) {
        Response answer = given().urlEncodingEnabled(false).get("/api/v1/contents/" + digest);

        assertThat(answer.then()
                        .statusCode(404)
                        .contentType("application/problem+json")
                        .extract()
                        .jsonPath()
                        .getString("type"))
                .isEqualTo("urn:drover:problem:not-found");
    }

    @Test
    void keepsOneCopyForAllDirectories() {
        String first = pushed("shared");
        String second = pushed("shared");

        assertThat(second).isEqualTo(first);
    }

    private static String pushed(String prefix) {
        return push(freshName(prefix), files("1_" + prefix + ".sql", "SELECT 1;".repeat(100)))
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getString("digest");
    }
}
