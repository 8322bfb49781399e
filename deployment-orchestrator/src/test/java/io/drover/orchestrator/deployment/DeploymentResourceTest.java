package io.drover.orchestrator.deployment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.drover.contracts.AgentCommand;
import io.drover.contracts.DeploymentCreated;
import io.drover.orchestrator.AgentStandIn;
import io.drover.orchestrator.Calls;
import io.drover.orchestrator.OrchestratorTest;
import io.drover.orchestrator.Traces;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@OrchestratorTest
class DeploymentResourceTest {
    private static final String PATH = "/api/v1/deployments";

    @Inject
    Traces traces;

    @Test
    void answersWithTheDeploymentAndItsLinks() throws Exception {
        Map<String, Object> order = Calls.order(Calls.urls("shape", 2), Map.of("maxParallel", 7));
        order.put("env", "shape-env");
        order.put("tag", "v1");
        try (AgentStandIn agent = AgentStandIn.silent("shape_")) {
            Response answer = Calls.post(PATH, order);

            long id = answer.jsonPath().getLong("id");
            answer.then()
                    .statusCode(202)
                    .header("Location", endsWith(PATH + "/" + id))
                    .body("url", endsWith("/deployments/sets/" + id))
                    .body("directory", equalTo("shop"))
                    .body("sequence", equalTo(1))
                    .body("env", equalTo("shape-env"))
                    .body("counts.total", equalTo(2))
                    .body("waves[0].name", equalTo("all"))
                    .body("waves[0].counts.total", equalTo(2))
                    .body("approvalDigest", nullValue())
                    .body("createdAt", notNullValue())
                    .body("request.rollout.maxParallel", equalTo(7));
            given().get(PATH + "?env=shape-env&state=running,paused&directory=shop")
                    .then()
                    .body("items.size()", equalTo(1))
                    .body("items[0].id", equalTo((int) id));
            given().get(PATH + "/" + id + "/runs?limit=1")
                    .then()
                    .body("items[0].target", equalTo("shape_000"))
                    .body("items[0].wave", equalTo("all"))
                    .body("items[0].attempt", equalTo(1))
                    .body("next", notNullValue());
            given().get(PATH + "?state=odd").then().statusCode(422);
            assertThat(agent.commands().size()).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void tellsTheAgentsHowToApplyAndShowsWhatIsNotTheDefault() throws Exception {
        Map<String, Object> order = Calls.order(Calls.urls("how", 1));
        order.put(
                "options",
                Map.of(
                        "txMode", "all",
                        "execOrder", "NON_LINEAR",
                        "baseline", "1",
                        "amount", 2,
                        "lockTimeout", "PT10S",
                        "dbLockTimeout", "PT0S",
                        "statementTimeout", "PT1H",
                        "verify", true));
        try (AgentStandIn agent = new AgentStandIn("how_", command -> List.of(AgentStandIn.succeeded(command)))) {
            long id = Calls.deploy(order);

            Calls.awaitState(id, "SUCCEEDED");
            assertThat(agent.commands().get(0).options())
                    .isEqualTo(new AgentCommand.Options(
                            "ALL",
                            "NON_LINEAR",
                            "1",
                            false,
                            2,
                            null,
                            Duration.ofSeconds(10),
                            Duration.ZERO,
                            Duration.ofHours(1)));
            given().get(PATH + "/" + id)
                    .then()
                    .body(
                            "request.options",
                            equalTo(Map.of(
                                    "txMode", "ALL",
                                    "execOrder", "NON_LINEAR",
                                    "baseline", "1",
                                    "amount", 2,
                                    "dbLockTimeout", "PT0S",
                                    "statementTimeout", "PT1H",
                                    "verify", true)))
                    .body("request.rollout", equalTo(Map.of("perServer", 10_000)));
        }
    }

    @Test
    void unitesItemsUrlsAndNamesInTheirOrderAndNarrowsThem() throws Exception {
        Calls.put(
                        "/api/v1/targets/union_x",
                        Map.of("url", "postgres://db.example/union_x", "labels", Map.of("tier", "gold")))
                .then()
                .statusCode(201);
        Calls.put("/api/v1/targets/union_y", Map.of("url", "postgres://db.example/union_y"))
                .then()
                .statusCode(201);
        try (AgentStandIn agent = AgentStandIn.silent("union_")) {
            long id = Calls.post(PATH, """
                {"directory": "shop", "targets": {
                   "items": [{"url": "postgres://db.example/union_b", "labels": {"tier": "gold"}},
                             {"url": "postgres://db.example/union_a", "labels": {"tier": "free"}}],
                   "urls": ["postgres://DB.example:5432/union_b", "postgres://db.example/union_x"],
                   "names": ["union_y", "union_x"], "selector": "tier=gold"}}""")
                    .then()
                    .statusCode(202)
                    .extract()
                    .jsonPath()
                    .getLong("id");

            assertThat(Calls.runs(id).jsonPath().getList("items.target")).containsExactly("union_b", "union_x");
            given().get("/api/v1/targets/union_a").then().statusCode(404);
            assertThat(agent.commands().size()).isLessThanOrEqualTo(2);
        }
    }

    @Test
    @DisplayName("P30 references reach the agent and nobody else")
    void keepsReferencesFromEverybodyButTheAgent() throws Exception {
        String url = "postgres://app:${env:DB_PASSWORD}@db.example/secret_000?sslmode=require";
        try (AgentStandIn agent = new AgentStandIn("secret_", command -> List.of(AgentStandIn.succeeded(command)))) {
            long id = Calls.deploy(Calls.order(List.of(url)));
            Calls.awaitState(id, "SUCCEEDED");

            assertThat(agent.commands().get(0).target().url()).isEqualTo(url);
            assertThat(Calls.deployment(id).asString()).doesNotContain("DB_PASSWORD");
            assertThat(given().get("/api/v1/targets/secret_000").asString())
                    .contains("postgres://db.example:5432/secret_000")
                    .doesNotContain("DB_PASSWORD");
            assertThat(((DeploymentCreated) traces.deploymentEvents(id).get(0)).request())
                    .doesNotContain("DB_PASSWORD");
        }
    }

    @Test
    @DisplayName("P26 the same key is the same deployment, also for eight at a time")
    void makesOneDeploymentOfEightIdenticalOrders() throws Exception {
        Map<String, Object> order = Calls.order(Calls.urls("key", 3));
        String key = UUID.randomUUID().toString();
        ExecutorService callers = Executors.newFixedThreadPool(8);
        List<Future<Response>> answers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            answers.add(callers.submit(() -> post(order, key)));
        }

        Set<Long> ids = new HashSet<>();
        for (Future<Response> answer : answers) {
            ids.add(answer.get().then().statusCode(202).extract().jsonPath().getLong("id"));
        }
        callers.shutdown();

        assertThat(ids).hasSize(1);
        Map<String, Object> other = Calls.order(Calls.urls("key", 2));
        Map<String, Long> before = traces.rows();
        post(other, key).then().statusCode(422).body("type", containsString("idempotency-conflict"));
        assertThat(traces.rows()).isEqualTo(before);
        assertThat(post(order, UUID.randomUUID().toString()).jsonPath().getLong("id"))
                .isNotIn(ids);
    }

    private static Response post(Map<String, Object> order, String key) {
        return given().contentType("application/json")
                .header("Idempotency-Key", key)
                .body(order)
                .post(PATH);
    }
}
