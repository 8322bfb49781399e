package io.drover.orchestrator.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.drover.contracts.AgentCommand;
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
class LimitsTest {
    @Inject
    Traces traces;

    @Test
    @DisplayName("P17 no more runs on one server than perServer, over all deployments together")
    void keepsTheLimitOfAServer() throws Exception {
        List<String> urls = Calls.urls("busy", 8);
        try (AgentStandIn agent = AgentStandIn.silent("busy_")) {
            long one = Calls.deploy(Calls.order(urls.subList(0, 4), Map.of("perServer", 3)));
            long two = Calls.deploy(Calls.order(urls.subList(4, 8), Map.of("perServer", 3)));
            int answered = 0;
            while (answered < 8) {
                int next = answered;
                Awaitility.await().until(() -> agent.commands().size() > next);
                assertThat(traces.number(
                                "SELECT count(*) FROM run WHERE deployment_id IN (?, ?)"
                                        + " AND state IN ('QUEUED', 'RUNNING', 'UNKNOWN')",
                                one,
                                two))
                        .isLessThanOrEqualTo(3);
                agent.say(AgentStandIn.succeeded(agent.commands().get(answered++)));
            }

            Calls.awaitState(one, "SUCCEEDED");
            Calls.awaitState(two, "SUCCEEDED");
            assertThat(agent.commands()).hasSize(8);
        }
    }

    @Test
    @DisplayName("P10 a target that is known to have it all gets no command; verify asks it all the same")
    void settlesKnownTargetsWithoutACommand() throws Exception {
        List<String> urls = Calls.urls("known", 2);
        try (AgentStandIn agent = new AgentStandIn("known_", command -> List.of(AgentStandIn.succeeded(command)))) {
            Calls.awaitState(Calls.deploy(Calls.order(urls)), "SUCCEEDED");

            long again = Calls.deploy(Calls.order(urls));

            Calls.awaitState(again, "SUCCEEDED");
            assertThat(Calls.count(again, "noAction")).isEqualTo(2);
            Calls.runs(again).then().body("items[0].reason", equalTo("known"));
            assertThat(agent.commands()).hasSize(2);
            long verified = Calls.deploy(Calls.verifying(urls));
            Calls.awaitState(verified, "SUCCEEDED");
            assertThat(agent.commands()).hasSize(4);
        }
    }

    @Test
    @DisplayName("P10 after a failed run nothing is known")
    void forgetsWhatAFailedRunMadeDoubtful() throws Exception {
        List<String> urls = Calls.urls("doubt", 1);
        try (AgentStandIn agent = AgentStandIn.silent("doubt_")) {
            long first = Calls.deploy(Calls.order(urls));
            Awaitility.await().until(() -> agent.commands().size() == 1);
            agent.say(AgentStandIn.succeeded(agent.commands().get(0)));
            Calls.awaitState(first, "SUCCEEDED");
            long second = Calls.deploy(Calls.verifying(urls));
            Awaitility.await().until(() -> agent.commands().size() == 2);
            agent.say(AgentStandIn.failed(agent.commands().get(1)));
            Calls.awaitState(second, "FAILED");
            agent.say(AgentStandIn.succeeded(agent.commands().get(0)));

            Calls.deploy(Calls.order(urls));

            Awaitility.await().until(() -> agent.commands().size() == 3);
            AgentCommand third = agent.commands().get(2);
            agent.say(AgentStandIn.nothingToDo(third));
            Calls.awaitState(third.ref().deployment(), "SUCCEEDED");
        }
    }

    @Test
    @DisplayName("P23 supersede skips what earlier deployments have not begun on the same targets")
    void supersedesWhatHasNotBegun() throws Exception {
        List<String> urls = Calls.urls("super", 3);
        try (AgentStandIn agent = AgentStandIn.silent("super_")) {
            long earlier = Calls.deploy(Calls.order(urls, Map.of("maxParallel", 1)));
            Awaitility.await().until(() -> agent.commands().size() == 1);

            long later = Calls.deploy(Calls.order(urls, Map.of("supersede", true)));

            Calls.awaitCount(earlier, "skipped", 2);
            Awaitility.await().until(() -> agent.commands().size() == 3);
            assertThat(agent.commands().subList(1, 3))
                    .allMatch(command -> command.ref().deployment() == later);
            agent.commands().forEach(command -> agent.say(AgentStandIn.succeeded(command)));
            Calls.awaitState(earlier, "SUCCEEDED");
            Awaitility.await().until(() -> agent.commands().size() == 4);
            agent.say(AgentStandIn.nothingToDo(agent.commands().get(3)));
            Calls.awaitState(later, "SUCCEEDED");
            Calls.runs(earlier).then().body("items[2].reason", equalTo("superseded"));
        }
    }
}
