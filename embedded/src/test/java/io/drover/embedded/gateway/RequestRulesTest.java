package io.drover.embedded.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestRulesTest {
    private final RequestRules rules = new RequestRules("https://drover.example.com");

    @ParameterizedTest
    @CsvSource({
        "/api/v1/directories, registry-service",
        "/api/v1/directories/db/versions, registry-service",
        "/api/v1/contents/abc, registry-service",
        "/query, registry-service",
        "/api/v1/deployments/7/retry, deployment-orchestrator",
        "/api/v1/targets/bulk, deployment-orchestrator",
        "/api/v1/target-groups, deployment-orchestrator",
        "/api/v1/agent-pools/default/key, deployment-orchestrator",
        "/api/v1/status/summary, status-service",
        "/, status-service",
        "/deployments/sets/3, status-service",
        "/queryable, status-service"
    })
    void sendsEachPathToItsOwner(String path, String owner) {
        assertThat(Routes.owner(path)).contains(owner);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api", "/api/v1", "/api/v1/directoriesX", "/api/v2/targets", "/q/health/ready"})
    void knowsNobodyElse(String path) {
        assertThat(Routes.owner(path)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example.com", "null", "http://localhost:9999", "https://localhost:8080"})
    void refusesChangesFromForeignPages(String origin) {
        assertThat(word("POST", "localhost:8080", origin, "application/json", 2))
                .contains("foreign-origin");
    }

    @Test
    void refusesAPageWhoseNameWasMadeToPointHere() {
        assertThat(word("POST", "evil.example.com", "http://evil.example.com", "application/json", 2))
                .contains("foreign-origin");
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:8080, http://localhost:8080",
        "127.0.0.1:8080, http://127.0.0.1:8080",
        "'[::1]:8080', 'http://[::1]:8080'",
        "drover.example.com, https://drover.example.com"
    })
    void letsOurOwnPagesChangeThings(String authority, String origin) {
        assertThat(word("DELETE", authority, origin, null, 0)).isEmpty();
    }

    @Test
    void letsForeignPagesRead() {
        assertThat(word("GET", "localhost:8080", "http://evil.example.com", null, -1))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/JSON; charset=utf-8",
                "application/merge-patch+json",
                "application/x-tar",
                "application/x-ndjson",
                "text/csv;header=present"
            })
    void takesTheContentTypesOfTheApi(String type) {
        assertThat(word("POST", "localhost:8080", null, type, 2)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"})
    void refusesWhatAFormCanSend(String type) {
        assertThat(word("POST", "localhost:8080", null, type, 2)).contains("unsupported-media-type");
    }

    @Test
    void asksForNoContentTypeWhereThereIsNoBody() {
        assertThat(word("POST", "localhost:8080", null, null, 0)).isEmpty();
    }

    @Test
    void limitsBodiesAndGivesBulkMoreRoom() {
        assertThat(word("POST", "localhost:8080", null, "text/csv", 32L << 20)).isEmpty();
        assertThat(word("POST", "localhost:8080", null, "text/csv", (32L << 20) + 1))
                .contains("body-too-large");
        assertThat(bulk(256L << 20)).isEmpty();
        assertThat(bulk((256L << 20) + 1)).contains("body-too-large");
    }

    private Optional<String> bulk(long length) {
        return rules.refusal(
                        new RequestRules.Head("POST", Routes.BULK, "localhost:8080", null, "text/csv", length, false))
                .map(GatewayProblem::word);
    }

    private Optional<String> word(String method, String authority, String origin, String type, long length) {
        return rules.refusal(
                        new RequestRules.Head(method, "/api/v1/deployments", authority, origin, type, length, false))
                .map(GatewayProblem::word);
    }
}
