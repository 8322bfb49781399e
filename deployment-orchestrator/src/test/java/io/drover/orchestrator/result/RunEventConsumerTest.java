package io.drover.orchestrator.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.contracts.AgentCommand;
import io.drover.contracts.DeploymentFinished;
import io.drover.contracts.RunError;
import io.drover.contracts.RunFinished;
import io.drover.contracts.RunRef;
import io.drover.contracts.RunReturned;
import io.drover.contracts.RunStarted;
import io.drover.contracts.RunState;
import io.drover.contracts.Topics;
import io.drover.orchestrator.AgentStandIn;
import io.drover.orchestrator.Calls;
import io.drover.orchestrator.OrchestratorTest;
import io.drover.orchestrator.Traces;
import io.drover.testing.KafkaProbe;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@OrchestratorTest
class RunEventConsumerTest {
    @Inject
    Traces traces;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @Test
    @DisplayName("P14 repeated, late and foreign results change nothing")
    void countsEveryRunOnce() throws Exception {
        try (AgentStandIn agent = AgentStandIn.silent("twice_")) {
            long id = Calls.deploy(Calls.order(Calls.urls("twice", 2)));
            Awaitility.await().until(() -> agent.commands().size() == 2);
            AgentCommand first = agent.commands().get(0);

            agent.say(AgentStandIn.started(first));
            agent.say(AgentStandIn.succeeded(first));
            agent.say(AgentStandIn.succeeded(first));
            agent.say(AgentStandIn.failed(first));
            agent.say(AgentStandIn.nothingToDo(first));
            agent.say(AgentStandIn.started(first));
            agent.say(AgentStandIn.returned(first, RunReturned.DRAINING));
            agent.say(withRef(AgentStandIn.failed(first), first.ref().runSeq(), 7));
            agent.say(withRef(AgentStandIn.failed(first), first.ref().runSeq() + 9, 1));
            agent.say(AgentStandIn.nothingToDo(agent.commands().get(1)));

            Calls.awaitState(id, "SUCCEEDED");
            assertThat(Calls.deployment(id).jsonPath().<String, Integer>getMap("counts"))
                    .containsEntry("total", 2)
                    .containsEntry("succeeded", 1)
                    .containsEntry("noAction", 1)
                    .containsEntry("failed", 0);
        }
    }

    private static RunFinished withRef(RunFinished event, long runSeq, int attempt) {
        RunRef ref = event.ref();
        return new RunFinished(
                new RunRef(ref.deployment(), ref.run(), ref.target(), runSeq, attempt, 0),
                event.agent(),
                event.state(),
                event.reason(),
                event.directory(),
                event.digest(),
                event.from(),
                event.to(),
                event.current(),
                event.nothingPending(),
                event.files(),
                event.error(),
                event.startedAt(),
                event.finishedAt(),
                null);
    }

    @Test
    @DisplayName("P15 a better result of the same attempt changes the end and tells it again")
    void tellsTheEndAgainWhenALateResultChangesIt() throws Exception {
        try (AgentStandIn agent = AgentStandIn.silent("merge_")) {
            long id = Calls.deploy(Calls.order(Calls.urls("merge", 1)));
            Awaitility.await().until(() -> agent.commands().size() == 1);
            agent.say(AgentStandIn.failed(agent.commands().get(0)));
            Calls.awaitState(id, "FAILED");

            agent.say(AgentStandIn.succeeded(agent.commands().get(0)));

            Calls.awaitState(id, "SUCCEEDED");
            assertThat(traces.deploymentEvents(id))
                    .filteredOn(DeploymentFinished.class::isInstance)
                    .hasSize(2);
        }
    }

    @Test
    void sendsAReturnedRunAgainWithTheSameAttempt() throws Exception {
        try (AgentStandIn agent = AgentStandIn.silent("return_")) {
            long id = Calls.deploy(Calls.order(Calls.urls("return", 1)));
            Awaitility.await().until(() -> agent.commands().size() == 1);
            agent.say(AgentStandIn.returned(agent.commands().get(0), RunReturned.DRAINING));
            Awaitility.await().until(() -> agent.commands().size() == 2);

            agent.say(AgentStandIn.returned(agent.commands().get(1), RunReturned.STILL_RUNNING));

            Awaitility.await().until(() -> agent.commands().size() == 3);
            assertThat(agent.commands()).allMatch(command -> command.ref().attempt() == 1);
            agent.say(AgentStandIn.succeeded(agent.commands().get(2)));
            Calls.awaitState(id, "SUCCEEDED");
        }
    }

    @Test
    @DisplayName("P12 what cannot be decoded is put aside and does not stop the rest")
    void putsUndecodableRecordsAside() throws Exception {
        String marker = "{\"marker\": \"" + System.nanoTime() + "\"";
        try (AgentStandIn agent = new AgentStandIn("broken_", command -> List.of(AgentStandIn.succeeded(command)));
                KafkaProbe probe = new KafkaProbe(kafka)) {
            probe.send(Topics.RUN_EVENTS, "1", marker, Map.of("ce_type", "io.drover.RunFinished"));

            long id = Calls.deploy(Calls.order(Calls.urls("broken", 1)));

            Calls.awaitState(id, "SUCCEEDED");
            assertThat(agent.commands()).hasSize(1);
            String letters = Topics.deadLetters(Topics.RUN_EVENTS);
            probe.ensureTopic(letters, 6);
            assertThat(probe.collect(
                            letters,
                            Duration.ofSeconds(30),
                            records -> records.stream().anyMatch(each -> marker.equals(each.value()))))
                    .isNotEmpty();
        }
    }

    @Test
    @DisplayName("P12 an event that lacks what it must say, or holds what no table takes, does not stop the rest")
    void survivesEventsThatLackSomething() throws Exception {
        try (AgentStandIn agent = AgentStandIn.silent("lack_")) {
            long id = Calls.deploy(Calls.order(Calls.urls("lack", 1)));
            Awaitility.await().until(() -> agent.commands().size() == 1);
            AgentCommand command = agent.commands().get(0);

            agent.say(new RunReturned(command.ref(), "a", null, Instant.now()));
            agent.say(AgentStandIn.finished(command, null, null));
            agent.say(AgentStandIn.finished(command, RunState.RUNNING, null));
            agent.say(new RunStarted(command.ref(), "a", "h", Instant.MAX));
            agent.say(new RunStarted(command.ref(), "a\u0000b", "h", Instant.now()));
            Calls.awaitCount(id, "running", 1);
            agent.say(AgentStandIn.finished(
                    command, RunState.FAILED, RunError.of("statement-failed", "no \u0000 here", null)));

            Calls.awaitState(id, "FAILED");
            assertThat(Calls.runs(id).jsonPath().getString("items[0].error.message"))
                    .isEqualTo("no \uFFFD here");
        }
    }
}
