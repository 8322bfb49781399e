package io.drover.orchestrator.resolution;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;

import io.drover.contracts.AgentCommand;
import io.drover.contracts.AgentCommand.Kind;
import io.drover.contracts.Resolution.Outcome;
import io.drover.contracts.Resolution.State;
import io.drover.contracts.ResolutionChanged;
import io.drover.contracts.RunError;
import io.drover.contracts.RunEvent;
import io.drover.contracts.RunRef;
import io.drover.contracts.RunResolved;
import io.drover.contracts.RunReturned;
import io.drover.contracts.RunState;
import io.drover.orchestrator.AgentStandIn;
import io.drover.orchestrator.Calls;
import io.drover.orchestrator.OrchestratorTest;
import io.drover.orchestrator.Traces;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@OrchestratorTest
class ResolveTest {
    private static final RunError AMBIGUOUS = new RunError(
            "ambiguous", "2_b.sql", "2", 3, "CREATE INDEX", "unknown", "statement 3 …", null, "look", null);

    @Inject
    Traces traces;

    private static Response resolve(String target, Map<String, Object> body) {
        return Calls.post("/api/v1/targets/" + target + "/resolve", body);
    }

    private static Response resolutions(String target) {
        return given().get("/api/v1/targets/" + target + "/resolutions");
    }

    private static void awaitState(String target, String state) {
        Awaitility.await().until(() -> resolutions(target).jsonPath().getString("items[0].state"), state::equals);
    }

    /** An agent whose runs fail as ambiguous at first and succeed when they are tried again. */
    private static AgentStandIn agent(String prefix, Function<AgentCommand, RunEvent> resolving) {
        return new AgentStandIn(prefix, command -> {
            if (command.kind() == Kind.SET) {
                RunEvent answer = resolving.apply(command);
                return answer == null ? List.of() : List.of(answer);
            }
            return List.of(
                    command.ref().attempt() == 1
                            ? AgentStandIn.finished(command, RunState.FAILED, AMBIGUOUS)
                            : AgentStandIn.succeeded(command));
        });
    }

    private static RunResolved answer(AgentCommand command, State state, RunError error) {
        return new RunResolved(command.ref(), "agent", command.resolution(), state, error, Instant.now());
    }

    @Test
    @DisplayName(
            "P29 what a person says is written down with who and when, told, brought to the target, and a retry goes on")
    void bringsWhatAPersonSaysToTheTarget() throws Exception {
        try (AgentStandIn agent = agent("resolve_said_", command -> answer(command, State.RESOLVED, null))) {
            long id = Calls.deploy(Calls.order(Calls.urls("resolve_said", 1)));
            Calls.awaitState(id, "FAILED");

            resolve("resolve_said_000", Map.of("outcome", "did-not-run"))
                    .then()
                    .statusCode(202)
                    .body("state", equalTo("REQUESTED"))
                    .body("version", equalTo("2"))
                    .body("statement", equalTo(3))
                    .body("requestedBy", equalTo("anonymous"));

            awaitState("resolve_said_000", "RESOLVED");
            AgentCommand command = agent.commands().get(1);
            assertThat(command.ref().run()).isEqualTo(RunRef.NO_RUN);
            assertThat(command.resolution().outcome()).isEqualTo(Outcome.DID_NOT_RUN);
            assertThat(command.resolution().run())
                    .isEqualTo(Calls.runs(id).jsonPath().getLong("items[0].id"));
            assertThat(command.mayCreate()).isFalse();
            Calls.post("/api/v1/deployments/" + id + "/retry", "{}").then().statusCode(200);
            Calls.awaitState(id, "SUCCEEDED");
            assertThat(agent.commands().get(2).ref().epoch())
                    .as("nothing that was said before the retry reaches the target after it")
                    .isGreaterThan(command.ref().epoch());
            assertThat(traces.deploymentEvents(id))
                    .filteredOn(ResolutionChanged.class::isInstance)
                    .extracting(event -> ((ResolutionChanged) event).state())
                    .containsExactly(State.REQUESTED, State.RESOLVED);
        }
    }

    @Test
    @DisplayName(
            "P29 the same said twice is one resolution, the opposite is refused, an answer that comes twice changes nothing")
    void isHarmlessTwice() throws Exception {
        try (AgentStandIn agent = agent("resolve_twice_", command -> null)) {
            long id = Calls.deploy(Calls.order(Calls.urls("resolve_twice", 1)));
            Calls.awaitState(id, "FAILED");
            long first = resolve("resolve_twice_000", Map.of("outcome", "RAN"))
                    .jsonPath()
                    .getLong("id");

            resolve("resolve_twice_000", Map.of("outcome", "RAN", "version", "2", "statement", 3))
                    .then()
                    .statusCode(202)
                    .body("id", equalTo((int) first));
            resolve("resolve_twice_000", Map.of("outcome", "DID_NOT_RUN"))
                    .then()
                    .statusCode(409)
                    .body("type", containsString("wrong-state"));
            Awaitility.await().until(() -> agent.commands().size() > 1);
            AgentCommand command = agent.commands().get(1);
            agent.say(answer(command, State.RESOLVED, null));
            agent.say(answer(command, State.REFUSED, AMBIGUOUS));
            awaitState("resolve_twice_000", "RESOLVED");
            agent.say(answer(command, State.REFUSED, AMBIGUOUS));
            Calls.post("/api/v1/deployments/" + id + "/retry", "{}").then().statusCode(200);
            Calls.awaitState(id, "SUCCEEDED");

            resolutions("resolve_twice_000")
                    .then()
                    .body("items.size()", equalTo(1))
                    .body("items[0].state", equalTo("RESOLVED"))
                    .body("items[0].detail", nullValue());
            assertThat(traces.deploymentEvents(id))
                    .filteredOn(ResolutionChanged.class::isInstance)
                    .hasSize(2);
        }
    }

    @Test
    @DisplayName("P29 a target that cannot be asked leaves it open, a refusal is told and another thing may be said")
    void saysWhyItIsNotResolved() throws Exception {
        try (AgentStandIn agent = agent("resolve_refused_", command -> null)) {
            long id = Calls.deploy(Calls.order(Calls.urls("resolve_refused", 1)));
            Calls.awaitState(id, "FAILED");
            resolve("resolve_refused_000", Map.of("outcome", "RAN")).then().statusCode(202);
            Awaitility.await().until(() -> agent.commands().size() > 1);
            AgentCommand command = agent.commands().get(1);

            agent.say(answer(command, State.REQUESTED, RunError.of("unreachable", "nobody answers", null)));

            Awaitility.await()
                    .until(
                            () -> resolutions("resolve_refused_000").jsonPath().getString("items[0].detail"),
                            "nobody answers"::equals);
            agent.say(new RunReturned(command.ref(), "agent", RunReturned.DRAINING, Instant.now()));
            Awaitility.await("it goes out again").until(() -> agent.commands().size() > 2);
            agent.say(answer(command, State.REFUSED, RunError.of("history-changed", "other files", null)));
            awaitState("resolve_refused_000", "REFUSED");
            resolve("resolve_refused_000", Map.of("outcome", "DID_NOT_RUN"))
                    .then()
                    .statusCode(202);
            assertThat(resolutions("resolve_refused_000").jsonPath().getList("items.state"))
                    .containsExactly("REQUESTED", "REFUSED");
        }
    }

    @Test
    @DisplayName("P29 what was said and not brought to the target before a retry is refused")
    void isOutdatedByARetry() throws Exception {
        try (AgentStandIn agent = agent("resolve_outdated_", command -> null)) {
            long id = Calls.deploy(Calls.order(Calls.urls("resolve_outdated", 1)));
            Calls.awaitState(id, "FAILED");
            resolve("resolve_outdated_000", Map.of("outcome", "RAN")).then().statusCode(202);
            Awaitility.await().until(() -> agent.commands().size() > 1);
            Calls.post("/api/v1/deployments/" + id + "/retry", "{}").then().statusCode(200);
            Calls.awaitState(id, "SUCCEEDED");

            agent.say(new RunReturned(agent.commands().get(1).ref(), "agent", RunReturned.OLDER_EPOCH, Instant.now()));

            awaitState("resolve_outdated_000", "REFUSED");
            assertThat(resolutions("resolve_outdated_000").jsonPath().getString("items[0].detail"))
                    .isEqualTo("the run was tried again before the target could be told");
        }
    }

    @Test
    void refusesWhatMakesNoSense() throws Exception {
        try (AgentStandIn agent =
                new AgentStandIn("resolve_plain_", command -> List.of(AgentStandIn.failed(command)))) {
            Calls.awaitState(Calls.deploy(Calls.order(Calls.urls("resolve_plain", 1))), "FAILED");
            Map<String, Long> before = traces.rows();

            resolve("resolve_plain_000", Map.of("outcome", "RAN"))
                    .then()
                    .statusCode(409)
                    .body("type", containsString("wrong-state"))
                    .body("detail", containsString("is FAILED (statement-failed)"));
            resolve("nobody", Map.of("outcome", "RAN")).then().statusCode(404);
            resolve("resolve_plain_000", Map.of("outcome", "MAYBE"))
                    .then()
                    .statusCode(422)
                    .body("faults.pointer", hasItems("/outcome"));
            resolve("resolve_plain_000", Map.of("outcome", "RAN", "why", "because"))
                    .then()
                    .statusCode(422);

            assertThat(traces.rows()).isEqualTo(before);
            assertThat(agent.commands()).hasSize(1);
        }
    }
}
