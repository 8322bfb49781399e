package io.drover.orchestrator.pool;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.drover.contracts.AgentBeat;
import io.drover.orchestrator.OrchestratorTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@OrchestratorTest
@DisplayName("P30 the key of a pool")
class PoolKeysTest {
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    @Inject
    PoolKeys keys;

    @Test
    void isWhatItsAgentsToldLast() {
        keys.heard(List.of(
                beat("told", "K1", NOON.plusSeconds(1)),
                beat("told", "K2", NOON.plusSeconds(2)),
                beat("other", "X", NOON)));

        given().get("/api/v1/agent-pools/told/key")
                .then()
                .statusCode(200)
                .body("pool", equalTo("told"))
                .body("key", equalTo("K2"));
        given().get("/api/v1/agent-pools/other/key").then().body("key", equalTo("X"));
    }

    @Test
    void isNotSetBackByBeatsThatComeTwiceOrLate() {
        keys.heard(List.of(beat("late", "K1", NOON)));
        keys.heard(List.of(beat("late", "K2", NOON.plusSeconds(10))));

        keys.heard(List.of(beat("late", "K1", NOON)));
        keys.heard(List.of(beat("late", "K1", NOON.plusSeconds(9)), beat("late", null, NOON.plusSeconds(20))));
        keys.heard(List.of());

        assertThat(keys.find("late")).contains("K2");
    }

    @Test
    void thatNobodyToldIsAProblemThatSaysWhatToDo() {
        keys.heard(List.of(beat("keyless", null, NOON)));

        given().get("/api/v1/agent-pools/keyless/key")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("type", containsString("not-found"))
                .body("detail", containsString("DROVER_SEALING_KEYSET_FILE"));
    }

    private static AgentBeat beat(String pool, String key, Instant at) {
        return new AgentBeat("a1", pool, "host", "1", 8, List.of(), List.of(), false, NOON, at, 8, key);
    }
}
