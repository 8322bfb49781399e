package io.drover.orchestrator.target;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;

import io.drover.contracts.TargetChanged;
import io.drover.contracts.TargetEvent;
import io.drover.contracts.TargetRegistered;
import io.drover.contracts.TargetRemoved;
import io.drover.contracts.Topics;
import io.drover.orchestrator.AgentStandIn;
import io.drover.orchestrator.Calls;
import io.drover.orchestrator.OrchestratorTest;
import io.drover.orchestrator.Traces;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@OrchestratorTest
class TargetResourceTest {
    private static final String PATH = "/api/v1/targets/";

    @Inject
    Traces traces;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @Test
    void tellsOfEveryChangeAsAnEvent() {
        Calls.put(PATH + "life", Map.of("url", "postgresql://DB.example/life", "labels", Map.of("region", "eu")))
                .then()
                .statusCode(201)
                .body("url", equalTo("postgres://db.example:5432/life"))
                .body("server", equalTo("db.example:5432"))
                .body("pool", equalTo("default"))
                .body("lifecycle", equalTo("ACTIVE"))
                .body("directory", nullValue())
                .body("labels.region", equalTo("eu"));
        Calls.put(PATH + "life", Map.of("url", "postgres://db.example/life", "labels", Map.of("region", "eu")))
                .then()
                .statusCode(200);
        Calls.patch(PATH + "life", Map.of("name", "life2", "labels", Map.of("server", "cluster-1")))
                .then()
                .statusCode(200)
                .body("server", equalTo("cluster-1"));
        given().delete(PATH + "life2").then().statusCode(204);
        given().get(PATH + "life2").then().statusCode(404);

        List<TargetEvent> events = traces.targetEvents();
        long id = events.stream()
                .filter(TargetRegistered.class::isInstance)
                .map(TargetRegistered.class::cast)
                .filter(event -> event.facts().name().equals("life"))
                .findFirst()
                .orElseThrow()
                .target();
        List<TargetEvent> own =
                events.stream().filter(event -> event.target() == id).toList();
        assertThat(own.stream().<Class<?>>map(Object::getClass))
                .containsExactly(TargetRegistered.class, TargetChanged.class, TargetChanged.class, TargetRemoved.class);
        assertThat(own).extracting(TargetEvent::aggregateSequence).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    @DisplayName("P5 a file is found by its name with and without the ending, collisions get a suffix")
    void namesFilesAfterThemselves() {
        Calls.post(PATH + "bulk", """
                [{"url": "sqlite:///data/a/tenant_p5.db", "hostId": "h1"},
                 {"url": "sqlite:///data/b/tenant_p5.db", "hostId": "h1"},
                 {"url": "postgres://one.example/tenant_p5"}, {"url": "postgres://two.example/tenant_p5"}]""").then().statusCode(200).body("created", equalTo(4));

        List<String> names =
                given().get("/api/v1/targets?q=tenant_p5").jsonPath().getList("items.name");
        assertThat(names)
                .contains("tenant_p5", "tenant_p5.db", "tenant_p5@two.example:5432")
                .hasSize(4);
        assertThat(names).anyMatch(name -> name.matches("tenant_p5\\.db@[0-9a-f]{8}"));
        given().get(PATH + "tenant_p5.db").then().body("hostId", equalTo("h1")).body("server", nullValue());
    }

    @Test
    void refusesNamesThatBelongToOthersOrToNobody() {
        Calls.put(PATH + "taken", Map.of("url", "postgres://db.example/taken"))
                .then()
                .statusCode(201);

        Calls.put(PATH + "taken2", Map.of("url", "postgres://db.example/taken"))
                .then()
                .statusCode(409)
                .body("type", containsString("name-taken"));
        Calls.put(PATH + "other", Map.of("url", "postgres://db.example/other"))
                .then()
                .statusCode(201);
        Calls.patch(PATH + "other", Map.of("name", "taken")).then().statusCode(409);
        Calls.put(PATH + "label", Map.of("url", "postgres://db.example/x"))
                .then()
                .statusCode(422);
        given().urlEncodingEnabled(false)
                .contentType("application/json")
                .body(Map.of("url", "postgres://db.example/x"))
                .put(PATH + "a%2Fb")
                .then()
                .statusCode(422);
        Calls.put(PATH + "x", Map.of("url", "oracle://db.example/x"))
                .then()
                .statusCode(422)
                .body("type", containsString("unsupported-dialect"));
        Calls.put(PATH + "x", Map.of("url", "not a url", "labels", Map.of("a b", "c"), "pool", "a/b"))
                .then()
                .statusCode(422)
                .body("faults.pointer", hasItems("/url", "/labels", "/pool"));
    }

    @Test
    void listsByLabelsPageByPage() {
        for (int i = 0; i < 3; i++) {
            Calls.put(
                    PATH + "paged" + i,
                    Map.of("url", "postgres://db.example/paged" + i, "labels", Map.of("page", "yes")));
        }

        String cursor = given().queryParam("selector", "page=yes")
                .queryParam("limit", 2)
                .get("/api/v1/targets")
                .then()
                .body("items.name", equalTo(List.of("paged0", "paged1")))
                .extract()
                .path("next");

        given().queryParam("selector", "page=yes")
                .queryParam("limit", 2)
                .queryParam("cursor", cursor)
                .get("/api/v1/targets")
                .then()
                .body("items.name", equalTo(List.of("paged2")))
                .body("next", nullValue());
    }

    @Test
    @DisplayName("P4 a target with open runs is neither removed nor moved")
    void keepsATargetWhereItIsWhileItHasOpenRuns() throws Exception {
        try (AgentStandIn agent = AgentStandIn.silent("stay_")) {
            long id = Calls.deploy(Calls.order(Calls.urls("stay", 1)));
            Awaitility.await().until(() -> agent.commands().size() == 1);
            Map<String, Object> elsewhere = Map.of("url", "postgres://db.example/elsewhere");

            given().delete(PATH + "stay_000").then().statusCode(409).body("type", containsString("wrong-state"));
            Calls.put(PATH + "stay_000", elsewhere).then().statusCode(409).body("type", containsString("wrong-state"));
            Calls.patch(PATH + "stay_000", elsewhere)
                    .then()
                    .statusCode(409)
                    .body("type", containsString("wrong-state"));
            Calls.patch(PATH + "stay_000", Map.of("labels", Map.of("a", "b")))
                    .then()
                    .statusCode(200);

            agent.say(AgentStandIn.succeeded(agent.commands().get(0)));
            Calls.awaitState(id, "SUCCEEDED");
            Calls.put(PATH + "stay_000", elsewhere).then().statusCode(200);
            given().delete(PATH + "stay_000").then().statusCode(204);
        }
    }

    @Test
    @DisplayName("P4 a PUT by name means the target of that name, its own revisions schema included")
    void findsATargetWithItsOwnRevisionsSchemaByName() throws Exception {
        try (AgentStandIn agent = new AgentStandIn("own_", command -> List.of(AgentStandIn.succeeded(command)))) {
            Map<String, Object> order = Calls.order(Calls.urls("own", 1));
            order.put("options", Map.of("revisionsSchema", "own_history"));
            Calls.awaitState(Calls.deploy(order), "SUCCEEDED");
            Map<String, Long> before = traces.rows();

            Calls.put(PATH + "own_000", Map.of("url", Calls.urls("own", 1).get(0)))
                    .then()
                    .statusCode(200);
            Calls.post(
                            PATH + "bulk",
                            List.of(Map.of(
                                    "name",
                                    "own_000",
                                    "url",
                                    Calls.urls("own", 1).get(0))))
                    .then()
                    .statusCode(409)
                    .body("type", containsString("name-taken"));

            assertThat(traces.rows()).isEqualTo(before);
            assertThat(agent.commands()).hasSize(1);
        }
    }

    @Test
    void makesTheTopicOfAPoolNotBeforeItIsNeeded() throws Exception {
        String topic = Topics.agentCommands("idle-pool");

        Calls.put(PATH + "pooled", Map.of("url", "postgres://db.example/pooled", "pool", "idle-pool"))
                .then()
                .statusCode(201);

        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            assertThat(admin.listTopics().names().get()).doesNotContain(topic);
            long id = Calls.deploy(Calls.order(List.of("postgres://db.example/pooled")));
            Awaitility.await()
                    .untilAsserted(
                            () -> assertThat(admin.listTopics().names().get()).contains(topic));
            Awaitility.await()
                    .until(() -> traces.number(
                                    "SELECT count(*) FROM run WHERE deployment_id = ? AND sent_at IS NOT NULL", id)
                            == 1);
        }
    }

    @Test
    void refusesTooManyLabelsAndControlCharacters() {
        Map<String, String> labels = IntStream.range(0, 65).boxed().collect(Collectors.toMap(i -> "l" + i, i -> "v"));

        Calls.put(PATH + "labelled", Map.of("url", "postgres://db.example/labelled", "labels", labels))
                .then()
                .statusCode(422)
                .body("faults.pointer", hasItems("/labels"));
        given().urlEncodingEnabled(false)
                .get(PATH + "a%00b")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("type", containsString("invalid-request"));
        given().urlEncodingEnabled(false).get("/api/v1/targets?q=%00").then().statusCode(422);
    }
}
