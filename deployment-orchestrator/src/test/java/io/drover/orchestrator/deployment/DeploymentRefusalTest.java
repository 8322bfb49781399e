package io.drover.orchestrator.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import io.drover.orchestrator.AgentStandIn;
import io.drover.orchestrator.Calls;
import io.drover.orchestrator.OrchestratorTest;
import io.drover.orchestrator.Traces;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Every refusal leaves the tables as they were. */
@OrchestratorTest
class DeploymentRefusalTest {
    private static final String URL = "postgres://db.example/refused";

    @Inject
    Traces traces;

    private Map<String, Long> before;

    @BeforeEach
    void look() {
        before = traces.rows();
    }

    @AfterEach
    void nothingHasChanged() {
        assertThat(traces.rows()).isEqualTo(before);
    }

    private static ValidatableResponse refused(int status, String type, String body) {
        return Calls.post("/api/v1/deployments", body)
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("type", containsString(type));
    }

    private static String order(String url) {
        return "{\"directory\": \"shop\", \"targets\": {\"urls\": [\"" + url + "\"]}}";
    }

    @Test
    void refusesMalformedJson() {
        refused(400, "malformed-json", "{\"directory\": ");
    }

    @Test
    void refusesUnknownFieldsAllAtOnce() {
        refused(422, "invalid-request", "{\"directory\": \"shop\", \"colour\": 1, \"targets\": {\"url\": \"x\"}}")
                .body("faults.pointer", hasItems("/colour", "/targets/url"));
    }

    @Test
    void refusesAnUnknownDirectory() {
        refused(422, "unknown-directory", order(URL).replace("shop", "nowhere"));
    }

    @Test
    void refusesNamesOfDirectoriesWithSeparators() {
        refused(422, "invalid-request", order(URL).replace("shop", "../shop"))
                .body("faults.pointer", hasItems("/directory"));
    }

    @Test
    @DisplayName("P2 a version that is not there, a tag, a number or a migration, is refused")
    void refusesAnUnknownVersion() {
        refused(422, "unknown-version", order(URL).replace("{\"directory", "{\"sequence\": 9, \"directory"));
        refused(422, "unknown-version", order(URL).replace("{\"directory", "{\"tag\": \"v9\", \"directory"));
        refused(422, "unknown-version", order(URL).replace("{\"directory", "{\"toMigration\": \"9\", \"directory"))
                .body("faults.pointer", hasItems("/toMigration"));
        refused(
                        422,
                        "unknown-version",
                        order(URL)
                                .replace(
                                        "{\"directory",
                                        "{\"toMigration\": \"9\", \"options\": {\"baseline\": \"8\"}, \"directory"))
                .body("faults.pointer", hasItems("/toMigration", "/options/baseline"));
    }

    @Test
    @DisplayName("P2 without the registry nothing is deployed")
    void saysThatTheRegistryIsUnavailable() {
        refused(503, "registry-unavailable", order(URL).replace("shop", "down"));
        refused(503, "registry-unavailable", order(URL).replace("shop", "slow"));
    }

    @Test
    void refusesAnEmptySetOfTargets() {
        refused(422, "no-targets", "{\"directory\": \"shop\"}");
        refused(422, "no-targets", "{\"directory\": \"shop\", \"targets\": {\"urls\": []}}");
        refused(422, "no-targets", "{\"directory\": \"shop\", \"targets\": {\"selector\": \"refused=never\"}}");
    }

    @Test
    void refusesUnknownTargets() {
        refused(
                        422,
                        "unknown-target",
                        "{\"directory\": \"shop\", \"targets\": {\"names\": [\"no-such-a\", \"no-such-b\"]}}")
                .body("faults.pointer", hasItems("/targets/names/0", "/targets/names/1"));
    }

    @Test
    void refusesDialectsItCannotReach() {
        refused(422, "unsupported-dialect", order("oracle://db.example/shop"));
    }

    @Test
    @DisplayName("P4 a file without its host is refused")
    void refusesAFileWithoutItsHost() {
        refused(422, "host-required", order("sqlite:///data/t1.db"))
                .body("faults.pointer", hasItems("/targets/urls/0/hostId"));
    }

    @Test
    @DisplayName("P30 a literal password is refused and told nowhere")
    void refusesLiteralSecrets() {
        refused(422, "literal-secret", order("postgres://app:hunter2@db.example/shop"))
                .body(not(containsString("hunter2")))
                .body("detail", containsString("${env:NAME}"));
        refused(422, "literal-secret", order("postgres://db.example/shop?password=hunter2"))
                .body(not(containsString("hunter2")));
    }

    @Test
    void refusesNamesOfTargetsWithSeparators() {
        refused(
                        422,
                        "invalid-request",
                        "{\"directory\": \"shop\", \"targets\": {\"items\": [{\"url\": \"" + URL
                                + "\", \"name\": \"a/b\"}]}}")
                .body("faults.pointer", hasItems("/targets/items/0/name"));
    }

    @Test
    void namesAllFieldsThatAreNotAvailableYet() {
        refused(422, "not-available-yet", """
                {"directory": "shop", "targets": {"urls": ["%s"], "group": "prod"},
                 "rollout": {"waves": [{"name": "canary", "count": 1}], "maxFailures": {"percent": 5},
                   "haltOnRepeated": 3, "maxUnreachable": {"count": 1}, "unreachableFor": "PT1M",
                   "requireApproval": true, "notBefore": "2026-01-01T00:00:00Z", "window": {"from": "22:00"}},
                 "options": {"dryRun": "plan"}}""".formatted(URL))
                .body(
                        "faults.pointer",
                        hasItems(
                                "/targets/group",
                                "/rollout/waves",
                                "/rollout/maxFailures/percent",
                                "/rollout/haltOnRepeated",
                                "/rollout/maxUnreachable/count",
                                "/rollout/unreachableFor",
                                "/rollout/requireApproval",
                                "/rollout/notBefore",
                                "/rollout/window",
                                "/options/dryRun"));
    }

    @Test
    void refusesLimitsThatAreNone() {
        refused(422, "invalid-request", """
                {"directory": "shop", "targets": {"urls": ["%s"]}, "rollout": {"perServer": 0},
                 "options": {"lostAfter": "PT1S", "baseline": "1", "allowDirty": true, "amount": 0,
                   "lockTimeout": "PT-1S", "dbLockTimeout": "PT0.0005S", "statementTimeout": "PT0S"}}""".formatted(URL))
                .body(
                        "faults.pointer",
                        hasItems(
                                "/rollout/perServer",
                                "/options/lostAfter",
                                "/options/allowDirty",
                                "/options/amount",
                                "/options/lockTimeout",
                                "/options/dbLockTimeout",
                                "/options/statementTimeout"));
    }

    @Test
    void takesFieldsThatAreNotAvailableYetAtTheirDefaults() throws Exception {
        try (AgentStandIn agent = new AgentStandIn("usual_", command -> List.of(AgentStandIn.succeeded(command)))) {
            Map<String, Object> order = Calls.order(Calls.urls("usual", 1));
            order.put("rollout", Map.of("perServer", 8, "unreachableFor", "PT10M", "requireApproval", false));
            order.put(
                    "options",
                    Map.of("dryRun", "none", "txMode", "FILE", "lockTimeout", "PT10S", "dbLockTimeout", "PT3S"));

            Calls.awaitState(Calls.deploy(order), "SUCCEEDED");

            assertThat(agent.commands()).hasSize(1);
            before = traces.rows();
        }
    }

    @Test
    void refusesLimitsOutOfRange() {
        refused(
                        422,
                        "invalid-request",
                        order(URL)
                                .replace(
                                        "{\"directory",
                                        "{\"rollout\": {\"maxParallel\": 0, \"maxFailures\": {\"count\": -1}}, \"directory"))
                .body("faults.pointer", hasItems("/rollout/maxParallel", "/rollout/maxFailures/count"));
    }

    @Test
    void refusesAnUnreadableSelector() {
        refused(422, "invalid-request", "{\"directory\": \"shop\", \"targets\": {\"selector\": \"region in\"}}")
                .body("faults.pointer", hasItems("/targets/selector"));
        refused(422, "invalid-request", "{\"directory\": \"a/b\", \"targets\": {\"selector\": \"region in\"}}")
                .body("faults.pointer", hasItems("/directory", "/targets/selector"));
    }

    @Test
    @DisplayName("P6 a target belongs to one directory")
    void refusesASecondDirectoryOnTheSameTarget() throws Exception {
        try (AgentStandIn agent = new AgentStandIn("bound_", command -> List.of(AgentStandIn.succeeded(command)))) {
            Calls.awaitState(Calls.deploy(Calls.order(Calls.urls("bound", 2))), "SUCCEEDED");
            Map<String, Object> other = Calls.order(Calls.urls("bound", 2));
            other.put("directory", "billing");
            before = traces.rows();

            Calls.post("/api/v1/deployments", other)
                    .then()
                    .statusCode(409)
                    .body("type", containsString("directory-mismatch"))
                    .body("faults.pointer", hasItems("/targets/urls/0", "/targets/urls/1"));

            assertThat(traces.rows()).isEqualTo(before);
            other.put("options", Map.of("revisionsSchema", "billing_history"));
            Calls.awaitState(Calls.deploy(other), "SUCCEEDED");
            assertThat(agent.commands().get(2).options().revisionsSchema()).isEqualTo("billing_history");
            before = traces.rows();
        }
    }
}
