package io.drover.orchestrator.watch;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drover.orchestrator.AgentStandIn;
import io.drover.orchestrator.Calls;
import io.drover.orchestrator.OrchestratorTest;
import io.drover.orchestrator.sql.Database;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@OrchestratorTest
class OpenWorkTest {
    private static final String OPEN = " IN (SELECT id FROM deployment WHERE state IN"
            + " ('PLANNED', 'AWAITING_APPROVAL', 'RUNNING', 'PAUSED', 'CANCELLING'))";

    @Inject
    Database database;

    @Test
    void countsWhatIsOpenAndWhatWasSent() throws Exception {
        try (AgentStandIn agent = AgentStandIn.silent("openwork_")) {
            double sent = metric("drover_commands_sent_total{kind=\"apply\"");
            long paused = Calls.deploy(Calls.order(Calls.urls("openwork_paused", 1), Map.of()));
            Calls.post("/api/v1/deployments/" + paused + "/pause", "").then().statusCode(200);
            long running = Calls.deploy(Calls.order(Calls.urls("openwork_running", 3), Map.of("maxParallel", 2)));
            Calls.awaitCount(running, "queued", 2);

            await("gauges as the rows are").atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                assertThat(metric("drover_runs_open{state=\"pending\""))
                        .isEqualTo(rows("run", "PENDING", "deployment_id" + OPEN));
                assertThat(metric("drover_runs_open{state=\"queued\""))
                        .isEqualTo(rows("run", "QUEUED", "deployment_id" + OPEN));
                assertThat(metric("drover_deployments_open{state=\"paused\""))
                        .isEqualTo(rows("deployment", "PAUSED", "true"));
                assertThat(metric("drover_deployments_open{state=\"running\""))
                        .isEqualTo(rows("deployment", "RUNNING", "true"));
                assertThat(metric("drover_commands_sent_total{kind=\"apply\"")).isGreaterThanOrEqualTo(sent + 3);
            });
            assertThat(rows("deployment", "PAUSED", "true")).isPositive();
            assertThat(agent.commands()).isNotEmpty();
        }
    }

    private double rows(String table, String state, String condition) {
        List<Long> count = database.query(
                "SELECT count(*) FROM " + table + " WHERE state = '" + state + "' AND " + condition,
                row -> row.getLong(1));
        return count.get(0);
    }

    private static double metric(String start) {
        return given().accept("text/plain")
                .get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(start))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no " + start));
    }
}
