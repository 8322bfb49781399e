package io.drover.orchestrator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;

import io.drover.contracts.AgentCommand;
import io.drover.contracts.AgentCommand.Kind;
import io.drover.contracts.RunInspected.Finding;
import io.drover.contracts.RunRef;
import io.drover.orchestrator.AgentStandIn;
import io.drover.orchestrator.Calls;
import io.drover.orchestrator.OrchestratorTest;
import io.drover.orchestrator.Traces;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@OrchestratorTest
class LostRunsTest {
    @Inject
    Traces traces;

    private static long deploy(String prefix) {
        Map<String, Object> order = new HashMap<>(Calls.order(Calls.urls(prefix, 1)));
        order.put("options", Map.of("lostAfter", "PT5S"));
        return Calls.deploy(order);
    }

    private static AgentCommand await(AgentStandIn agent, int place) {
        Awaitility.await().until(() -> agent.commands().size() > place);
        return agent.commands().get(place);
    }

    @Test
    @DisplayName("P21 a run that nobody vouches for becomes UNKNOWN; its target is asked; only then the next attempt")
    void asksTheTargetOfALostRun() throws Exception {
        try (AgentStandIn agent = AgentStandIn.silent("lost_")) {
            long id = deploy("lost");
            AgentCommand command = await(agent, 0);
            agent.say(AgentStandIn.started(command));
            Calls.awaitCount(id, "unknown", 1);

            AgentCommand question = await(agent, 1);
            assertThat(question.kind()).isEqualTo(Kind.INSPECT);
            assertThat(question.ref()).isEqualTo(command.ref());
            agent.say(AgentStandIn.inspected(question, Finding.OPEN));

            AgentCommand next = await(agent, 2);
            assertThat(next.kind()).isEqualTo(Kind.APPLY);
            assertThat(next.ref().attempt()).isEqualTo(2);
            agent.say(AgentStandIn.succeeded(next));
            Calls.awaitState(id, "SUCCEEDED");
        }
    }

    @Test
    @DisplayName("P21 a run is kept while an agent names it, comes back when one names it again, and is told as done")
    void heedsTheBeatsOfAgents() throws Exception {
        try (AgentStandIn agent = AgentStandIn.silent("named_")) {
            long id = deploy("named");
            AgentCommand command = await(agent, 0);
            agent.say(AgentStandIn.started(command));
            Calls.awaitCount(id, "unknown", 1);

            Awaitility.await().until(() -> {
                agent.beat("thawed", 1, command.ref().run());
                return Calls.count(id, "running") == 1;
            });

            Calls.awaitCount(id, "unknown", 1);
            AgentCommand question = await(agent, 1);
            agent.say(AgentStandIn.inspected(question, Finding.DONE));
            Calls.awaitState(id, "SUCCEEDED");
            Calls.runs(id).then().body("items[0].reason", equalTo("reconciled"));
        }
    }

    @Test
    @DisplayName("P10 a target is asked on request, outside of any deployment, and its answer is knowledge")
    void inspectsOnRequest() throws Exception {
        List<String> urls = Calls.urls("asked", 1);
        try (AgentStandIn agent = new AgentStandIn(
                "asked_",
                command -> List.of(
                        command.kind() == Kind.INSPECT
                                ? AgentStandIn.inspected(command, Finding.DONE)
                                : AgentStandIn.failed(command)))) {
            Calls.awaitState(Calls.deploy(Calls.order(urls)), "FAILED");

            Calls.post("/api/v1/targets/inspect", Map.of("names", List.of("asked_000")))
                    .then()
                    .statusCode(202)
                    .body("inspections", equalTo(1));

            Awaitility.await().until(() -> agent.commands().size() >= 2);
            assertThat(agent.commands().get(1).ref().run()).isEqualTo(RunRef.NO_RUN);
            Awaitility.await().until(() -> traces.number("SELECT count(*) FROM inspection") == 0);
            long known = Calls.deploy(Calls.order(urls));
            Calls.awaitState(known, "SUCCEEDED");
            assertThat(Calls.count(known, "noAction")).isEqualTo(1);
            Calls.post("/api/v1/targets/inspect", Map.of("names", List.of("nobody")))
                    .then()
                    .statusCode(422);
        }
    }

    @Test
    @DisplayName("P16 everything is told again on demand")
    void republishes() throws Exception {
        try (AgentStandIn agent = new AgentStandIn("told_", command -> List.of(AgentStandIn.succeeded(command)))) {
            long id = Calls.deploy(Calls.order(Calls.urls("told", 2)));
            Calls.awaitState(id, "SUCCEEDED");
            int before = traces.deploymentEvents(id).size();

            Calls.post("/api/v1/deployments/republish", "{}")
                    .then()
                    .statusCode(202)
                    .body("deployments", greaterThanOrEqualTo(1))
                    .body("targets", greaterThanOrEqualTo(2));

            Awaitility.await().until(() -> traces.deploymentEvents(id).size() >= before + 5);
            assertThat(agent.commands()).hasSize(2);
        }
    }
}
