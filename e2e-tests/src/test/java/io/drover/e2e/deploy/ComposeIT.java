package io.drover.e2e.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.ComposeContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

/**
 * The compose file with real containers: {@code mvn verify -Pcontainers}. Skipped where no Docker engine answers. The
 * images are built from what Maven packaged before.
 */
@Tag("containers")
@Testcontainers(disabledWithoutDocker = true)
class ComposeIT {
    private static final String GATEWAY = "gateway";

    @Container
    static final ComposeContainer STACK = new ComposeContainer(
                    DeployFiles.path("docker-compose.yml").toFile())
            .withBuild(true)
            .withEnv(Map.of(
                    "POSTGRES_PASSWORD", "compose-it",
                    "REGISTRY_DB_PASSWORD", "compose-it-registry",
                    "ORCHESTRATOR_DB_PASSWORD", "compose-it-orchestrator",
                    "STATUS_DB_PASSWORD", "compose-it-status",
                    "DROVER_PORT", "0"))
            .withExposedService(
                    GATEWAY,
                    8080,
                    Wait.forHttp("/health").forStatusCode(200).withStartupTimeout(Duration.ofMinutes(5)));

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void aPushedDirectoryTravelsFromTheRegistryThroughKafkaToTheStatusView() throws Exception {
        // Given the stack with every service ready
        assertThat(get("/health").statusCode()).isEqualTo(200);

        // When
        var pushed = http.send(
                request("/api/v1/directories/compose/versions")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("""
                                        {"files": [{"name": "1_init.sql", "content": "CREATE TABLE t (id int);\\n"}]}"""))
                        .build(),
                BodyHandlers.ofString());

        // Then
        assertThat(pushed.statusCode()).as(pushed.body()).isEqualTo(201);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(summary().findValuesAsText("directory")).contains("compose"));
    }

    private JsonNode summary() throws IOException, InterruptedException {
        return new ObjectMapper().readTree(get("/api/v1/status/summary").body());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(request(path).build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(
                "http://" + STACK.getServiceHost(GATEWAY, 8080) + ":" + STACK.getServicePort(GATEWAY, 8080) + path));
    }
}
