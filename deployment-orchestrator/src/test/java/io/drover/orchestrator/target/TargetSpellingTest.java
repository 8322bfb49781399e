package io.drover.orchestrator.target;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.drover.orchestrator.AgentStandIn;
import io.drover.orchestrator.Calls;
import io.drover.orchestrator.OrchestratorTest;
import io.drover.orchestrator.Traces;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What becomes of the URL of a known target when somebody spells it another way. */
@OrchestratorTest
class TargetSpellingTest {
    private static final String FIRST = "postgres://app:${sealed:AAAA}@db.example/spelt_1?sslmode=disable";
    private static final String AGAIN = "postgresql://app:${sealed:BBBB}@DB.example:5432/spelt_1?sslmode=disable";

    @Inject
    Traces traces;

    @Test
    @DisplayName("P30 a password sealed anew is the one that agents get, and P4 the target stays the same")
    void deployingWithAPasswordSealedAnewUpdatesTheTarget() throws Exception {
        try (AgentStandIn agent = new AgentStandIn("spelt_", command -> List.of(AgentStandIn.succeeded(command)))) {
            deploy(Map.of("urls", List.of(FIRST)));

            deploy(Map.of("urls", List.of(AGAIN)));
            deploy(Map.of("names", List.of("spelt_1")));
            deploy(Map.of("urls", List.of("postgres://db.example/spelt_1")));

            assertThat(agent.commands())
                    .extracting(command -> command.target().url())
                    .containsExactly(FIRST, AGAIN, AGAIN, AGAIN);
            assertThat(agent.commands())
                    .extracting(command -> command.target().id())
                    .containsOnly(agent.commands().get(0).target().id());
        }
        given().get("/api/v1/targets/spelt_1").then().body("url", equalTo("postgres://db.example:5432/spelt_1"));
    }

    @Test
    @DisplayName("P30 registering again with a password sealed anew updates the target")
    void registeringAgainUpdatesTheTarget() {
        Map<String, String> first = Map.of("url", "postgres://app:${sealed:AAAA}@db.example/put_1");
        Map<String, String> again = Map.of("url", "postgres://app:${sealed:BBBB}@db.example/put_1");
        Calls.put("/api/v1/targets/put_1", first).then().statusCode(201);

        Calls.put("/api/v1/targets/put_1", again).then().statusCode(200);
        Calls.post("/api/v1/targets/bulk", "[{\"url\": \"postgres://app:${sealed:CCCC}@db.example/put_1\"}]")
                .then()
                .statusCode(200);

        assertThat(traces.number(
                        "SELECT count(*) FROM target WHERE url = 'postgres://app:${sealed:CCCC}@db.example/put_1'"))
                .isEqualTo(1);
    }

    @Test
    @DisplayName("P30 a target with a sealed password moves to another pool only with a URL that is sealed for it")
    void aSealedPasswordDoesNotMoveToAnotherPool() {
        Calls.put("/api/v1/targets/moving", Map.of("url", "postgres://app:${sealed:AAAA}@db.example/moving"))
                .then()
                .statusCode(201);

        Calls.patch("/api/v1/targets/moving", Map.of("pool", "eu"))
                .then()
                .statusCode(422)
                .body("detail", containsString("sealed"));
        Calls.patch(
                        "/api/v1/targets/moving",
                        Map.of("pool", "eu", "url", "postgres://app:${sealed:BBBB}@db.example/moving"))
                .then()
                .statusCode(200)
                .body("pool", equalTo("eu"));
    }

    private static void deploy(Map<String, Object> targets) {
        Calls.awaitState(
                Calls.deploy(Map.of("directory", "shop", "targets", targets, "options", Map.of("verify", true))),
                "SUCCEEDED");
    }
}
