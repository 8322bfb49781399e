package io.drover.orchestrator.rollout;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.drover.contracts.AgentCommand;
import io.drover.contracts.DeploymentEvent;
import io.drover.contracts.DeploymentFinished;
import io.drover.contracts.DeploymentState;
import io.drover.contracts.RunReturned;
import io.drover.contracts.RunState;
import io.drover.contracts.RunsPlanned;
import io.drover.contracts.RunsSettled;
import io.drover.orchestrator.AgentStandIn;
import io.drover.orchestrator.Calls;
import io.drover.orchestrator.OrchestratorTest;
import io.drover.orchestrator.Traces;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@OrchestratorTest
class ControlsTest {
    @Inject
    Traces traces;

    private static String path(long id, String control) {
        return "/api/v1/deployments/" + id + "/" + control;
    }

    @Test
    @DisplayName("P18 a spent budget pauses before anything more is claimed; a retry goes on")
    void pausesWhenTheBudgetIsSpentAndGoesOnByRetry() throws Exception {
        try (AgentStandIn agent = new AgentStandIn("budget_", ControlsTest::failsFirstTwo)) {
            long id = Calls.deploy(
                    Calls.order(Calls.urls("budget", 6), Map.of("maxParallel", 1, "maxFailures", Map.of("count", 1))));

            Calls.awaitState(id, "PAUSED");

            assertThat(Calls.count(id, "failed")).isEqualTo(2);
            assertThat(Calls.count(id, "pending")).isEqualTo(4);
            assertThat(Calls.deployment(id).jsonPath().getString("reason")).contains("2 targets have failed, 1 is");
            assertThat(agent.commands()).hasSize(2);
            Calls.post(path(id, "retry"), "{}").then().statusCode(200).body("state", equalTo("RUNNING"));
            Calls.awaitState(id, "SUCCEEDED");
            assertThat(agent.commands()).hasSize(8);
        }
    }

    private static List<io.drover.contracts.RunEvent> failsFirstTwo(AgentCommand command) {
        boolean fails =
                command.target().name().matches(".*_00[01]") && command.ref().attempt() == 1;
        return List.of(fails ? AgentStandIn.failed(command) : AgentStandIn.succeeded(command));
    }

    @Test
    @DisplayName("P27 FAILED goes back to RUNNING by a retry, with the next attempt of what failed")
    void retriesOnlyWhatFailedWithTheNextAttempt() throws Exception {
        try (AgentStandIn agent = new AgentStandIn("retry_", ControlsTest::failsFirstTwo)) {
            long id = Calls.deploy(Calls.order(Calls.urls("retry", 3)));
            Calls.awaitState(id, "FAILED");
            assertThat(Calls.runs(id).jsonPath().getString("items[0].error.message"))
                    .isEqualTo("UNIQUE constraint failed: users.id");

            Calls.post(path(id, "retry"), Map.of("targets", List.of("retry_000")))
                    .then()
                    .statusCode(200);

            Calls.awaitCount(id, "succeeded", 2);
            Calls.awaitState(id, "FAILED");
            Calls.post(path(id, "retry"), "").then().statusCode(200);
            Calls.awaitState(id, "SUCCEEDED");
            assertThat(Calls.runs(id).jsonPath().getList("items.attempt")).containsExactly(2, 2, 1);
            List<DeploymentEvent> events = traces.deploymentEvents(id);
            assertThat(events).filteredOn(RunsPlanned.class::isInstance).hasSize(3);
            assertThat(events)
                    .filteredOn(DeploymentFinished.class::isInstance)
                    .extracting(event -> ((DeploymentFinished) event).state())
                    .containsExactly(DeploymentState.FAILED, DeploymentState.FAILED, DeploymentState.SUCCEEDED);
            assertThat(agent.commands()).hasSize(5);
        }
    }

    @Test
    void refusesARetryThatMakesNoSense() throws Exception {
        try (AgentStandIn agent = new AgentStandIn("senseless_", ControlsTest::failsFirstTwo)) {
            long id = Calls.deploy(Calls.order(Calls.urls("senseless", 3)));
            Calls.awaitState(id, "FAILED");

            Calls.post(path(id, "retry"), Map.of("targets", List.of("nobody")))
                    .then()
                    .statusCode(422)
                    .body("type", containsString("unknown-target"));
            Calls.post(path(id, "retry"), Map.of("targets", List.of("senseless_002")))
                    .then()
                    .statusCode(409)
                    .body("type", containsString("wrong-state"));
            Calls.awaitState(Calls.deploy(Calls.order(Calls.urls("senseless", 1))), "FAILED");
            Calls.post(path(id, "retry"), Map.of("targets", List.of("senseless_000", "senseless_001")))
                    .then()
                    .statusCode(409)
                    .body("type", containsString("superseded"));
            Calls.post(path(id + 100_000, "retry"), "{}").then().statusCode(404);
            assertThat(agent.commands()).hasSize(4);
        }
    }

    @Test
    void cancelsWhatHasNotBegunAndWaitsForWhatWasSent() throws Exception {
        try (AgentStandIn agent = AgentStandIn.silent("cancel_")) {
            long id = Calls.deploy(Calls.order(Calls.urls("cancel", 5), Map.of("maxParallel", 2)));
            Awaitility.await().until(() -> agent.commands().size() == 2);

            Calls.post(path(id, "cancel"), "{}").then().statusCode(200).body("state", equalTo("CANCELLING"));

            Calls.post(path(id, "cancel"), "{}").then().statusCode(200).body("state", equalTo("CANCELLING"));
            agent.say(AgentStandIn.succeeded(agent.commands().get(0)));
            agent.say(AgentStandIn.returned(agent.commands().get(1), RunReturned.DRAINING));
            Calls.awaitState(id, "CANCELLED");
            assertThat(Calls.count(id, "cancelled")).isEqualTo(4);
            assertThat(Calls.count(id, "succeeded")).isEqualTo(1);
            Calls.post(path(id, "cancel"), "{}").then().statusCode(200).body("state", equalTo("CANCELLED"));
            Calls.post(path(id, "retry"), "{}").then().statusCode(409);
            List<RunsSettled.SettledRun> settled = traces.deploymentEvents(id).stream()
                    .filter(RunsSettled.class::isInstance)
                    .flatMap(event -> ((RunsSettled) event).runs().stream())
                    .toList();
            assertThat(settled).hasSize(4).allMatch(run -> run.state() == RunState.CANCELLED);
            assertThat(agent.commands()).hasSize(2);
        }
    }

    @Test
    @DisplayName("P27 what is SUCCEEDED is final: it cannot be cancelled")
    void refusesToCancelWhatIsOver() throws Exception {
        try (AgentStandIn agent = new AgentStandIn("over_", command -> List.of(AgentStandIn.succeeded(command)))) {
            long id = Calls.deploy(Calls.order(Calls.urls("over", 1)));
            Calls.awaitState(id, "SUCCEEDED");

            Calls.post(path(id, "cancel"), "{}").then().statusCode(409).body("type", containsString("wrong-state"));

            assertThat(agent.commands()).hasSize(1);
        }
    }

    @Test
    void saysOfControlsThatComeLaterThatTheyAreNotAvailableYet() {
        for (String control : List.of("promote", "approve", "skip")) {
            Calls.post(path(1, control), "{}").then().statusCode(422).body("type", containsString("not-available-yet"));
        }
        Calls.patch("/api/v1/deployments/1", "{}").then().statusCode(422);
        Calls.post("/api/v1/targets/label", "{}").then().statusCode(422);
        Calls.post("/api/v1/targets/acme/resolve", "{}").then().statusCode(422);
        Calls.put("/api/v1/target-groups/prod", "{}").then().statusCode(422);
    }

    @Test
    @DisplayName("P23 a retry of everything leaves out, and forgives, what a newer deployment has touched")
    void retriesWhatNoNewerDeploymentHasTouched() throws Exception {
        try (AgentStandIn agent = new AgentStandIn("newer_", ControlsTest::failsFirstTwo)) {
            long id = Calls.deploy(Calls.order(Calls.urls("newer", 3), Map.of("maxFailures", Map.of("count", 1))));
            Calls.awaitState(id, "FAILED");
            Calls.awaitState(Calls.deploy(Calls.order(Calls.urls("newer", 1))), "FAILED");

            Calls.post(path(id, "retry"), "{}").then().statusCode(200).body("state", equalTo("RUNNING"));

            Calls.awaitCount(id, "succeeded", 2);
            Calls.awaitState(id, "FAILED");
            assertThat(Calls.runs(id).jsonPath().getList("items.attempt")).containsExactly(1, 2, 1);
            Calls.post(path(id, "retry"), "{}").then().statusCode(409).body("type", containsString("superseded"));
            assertThat(agent.commands()).hasSize(5);
        }
    }

    @Test
    void refusesToRetryATargetThatWasRemoved() throws Exception {
        try (AgentStandIn agent = new AgentStandIn("removed_", ControlsTest::failsFirstTwo)) {
            long id = Calls.deploy(Calls.order(Calls.urls("removed", 1)));
            Calls.awaitState(id, "FAILED");
            given().delete("/api/v1/targets/removed_000").then().statusCode(204);

            Calls.post(path(id, "retry"), "{}")
                    .then()
                    .statusCode(409)
                    .body("type", containsString("wrong-state"))
                    .body("detail", containsString("was removed"));

            assertThat(agent.commands()).hasSize(1);
        }
    }
}
