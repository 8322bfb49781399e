package io.drover.orchestrator.rollout;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.drover.contracts.AgentCommand;
import io.drover.contracts.DeploymentControl;
import io.drover.contracts.DeploymentState;
import io.drover.contracts.RunReturned;
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
class PauseTest {
    @Inject
    Traces traces;

    private static String path(long id, String control) {
        return "/api/v1/deployments/" + id + "/" + control;
    }

    @Test
    @DisplayName("P20 a pause raises the epoch; what comes back unbegun goes out again, same attempt, new epoch")
    void pausesAndResumes() throws Exception {
        try (AgentStandIn agent = AgentStandIn.silent("pause_")) {
            long id = Calls.deploy(Calls.order(Calls.urls("pause", 2), Map.of("maxParallel", 1)));
            Awaitility.await().until(() -> agent.commands().size() == 1);
            AgentCommand first = agent.commands().get(0);

            Calls.post(path(id, "pause"), "{\"reason\": \"lunch\"}")
                    .then()
                    .statusCode(200)
                    .body("state", equalTo("PAUSED"))
                    .body("reason", equalTo("paused on request: lunch"));

            assertThat(traces.controls(id))
                    .extracting(DeploymentControl::epoch, DeploymentControl::state)
                    .containsExactly(tuple(1L, DeploymentState.PAUSED));
            agent.say(AgentStandIn.returned(first, RunReturned.OLDER_EPOCH));
            Calls.awaitCount(id, "pending", 2);
            assertThat(agent.commands()).hasSize(1);
            Calls.post(path(id, "resume"), "{}").then().statusCode(200).body("state", equalTo("RUNNING"));
            Awaitility.await().until(() -> agent.commands().size() == 2);
            AgentCommand again = agent.commands().get(1);
            assertThat(again.ref().attempt()).isEqualTo(1);
            assertThat(again.ref().run()).isEqualTo(first.ref().run());
            assertThat(again.ref().epoch()).isEqualTo(1);
            agent.say(AgentStandIn.returned(first, RunReturned.OLDER_EPOCH));
            agent.say(AgentStandIn.succeeded(again));
            Awaitility.await().until(() -> agent.commands().size() == 3);
            agent.say(AgentStandIn.succeeded(agent.commands().get(2)));
            Calls.awaitState(id, "SUCCEEDED");
            assertThat(Calls.count(id, "succeeded")).isEqualTo(2);
        }
    }

    @Test
    @DisplayName("P20 while paused a late success does not let it go on, and the last result ends it")
    void staysPausedUntilNothingIsLeft() throws Exception {
        try (AgentStandIn agent = AgentStandIn.silent("rest_")) {
            long id = Calls.deploy(Calls.order(Calls.urls("rest", 1)));
            Awaitility.await().until(() -> agent.commands().size() == 1);
            Calls.post(path(id, "pause"), "{}").then().statusCode(200);

            agent.say(AgentStandIn.succeeded(agent.commands().get(0)));

            Calls.awaitState(id, "SUCCEEDED");
        }
    }

    @Test
    @DisplayName("P20 a cancel raises the epoch and ends what comes back unbegun")
    void cancelsWhatComesBack() throws Exception {
        try (AgentStandIn agent = AgentStandIn.silent("epoch_")) {
            long id = Calls.deploy(Calls.order(Calls.urls("epoch", 3), Map.of("maxParallel", 1)));
            Awaitility.await().until(() -> agent.commands().size() == 1);

            Calls.post(path(id, "cancel"), "{}").then().statusCode(200).body("state", equalTo("CANCELLING"));
            agent.say(AgentStandIn.returned(agent.commands().get(0), RunReturned.OLDER_EPOCH));

            Calls.awaitState(id, "CANCELLED");
            assertThat(Calls.count(id, "cancelled")).isEqualTo(3);
            assertThat(traces.controls(id))
                    .extracting(DeploymentControl::state)
                    .containsExactly(DeploymentState.CANCELLING);
        }
    }

    @Test
    @DisplayName("P27 a deployment that its budget paused goes on by resume, without what failed")
    void resumesBeyondTheBudget() throws Exception {
        try (AgentStandIn agent = AgentStandIn.silent("spent_")) {
            long id = Calls.deploy(
                    Calls.order(Calls.urls("spent", 3), Map.of("maxParallel", 1, "maxFailures", Map.of("count", 0))));
            Awaitility.await().until(() -> agent.commands().size() == 1);
            agent.say(AgentStandIn.failed(agent.commands().get(0)));
            Calls.awaitState(id, "PAUSED");

            Calls.post(path(id, "resume"), "{}").then().statusCode(200).body("state", equalTo("RUNNING"));

            Awaitility.await().until(() -> agent.commands().size() == 2);
            agent.say(AgentStandIn.succeeded(agent.commands().get(1)));
            Awaitility.await().until(() -> agent.commands().size() == 3);
            agent.say(AgentStandIn.succeeded(agent.commands().get(2)));
            Calls.awaitState(id, "FAILED");
        }
    }

    @Test
    void refusesWhatMakesNoSense() throws Exception {
        try (AgentStandIn agent = new AgentStandIn("over_", command -> List.of(AgentStandIn.succeeded(command)))) {
            long id = Calls.deploy(Calls.order(Calls.urls("over", 1)));
            Calls.awaitState(id, "SUCCEEDED");

            Calls.post(path(id, "pause"), "{}").then().statusCode(409).body("type", containsString("wrong-state"));
            Calls.post(path(id, "resume"), "{}").then().statusCode(409).body("type", containsString("wrong-state"));
            Calls.post(path(id, "pause"), "{\"why\": 1}").then().statusCode(422);
            Calls.post(path(999_999, "pause"), "{}").then().statusCode(404);
            given().get("/api/v1/deployments/" + id).then().body("state", equalTo("SUCCEEDED"));
        }
    }
}
