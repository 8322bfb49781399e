package io.drover.status;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

@StatusTest
class OpenApiTest {
    /** Trees compare without regard to the order of fields, which is not always the same. */
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    @Test
    void isWhatTheCommittedReferenceSays() throws Exception {
        Path reference = Path.of(System.getProperty("drover.home"), "docs", "reference", "openapi-status.yaml");

        String served = new String(given().get("/q/openapi?format=yaml").asByteArray(), StandardCharsets.UTF_8);

        Path copy = Files.writeString(Path.of("target", "openapi-status.yaml"), served);
        assertThat(YAML.readTree(served))
                .as("the API has changed: look at it, then copy %s to %s", copy, reference)
                .isEqualTo(YAML.readTree(Files.readString(reference)));
    }
}
