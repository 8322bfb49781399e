package io.drover.orchestrator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.contracts.AgentCommand;
import io.drover.contracts.CommandHeaders;
import io.drover.contracts.DeploymentChanged;
import io.drover.contracts.DeploymentCreated;
import io.drover.contracts.DeploymentEvent;
import io.drover.contracts.DeploymentFinished;
import io.drover.contracts.DeploymentState;
import io.drover.contracts.RunsPlanned;
import io.drover.contracts.WaveOpened;
import io.drover.kit.event.CloudEventHeaders;
import io.drover.kit.event.EventCodec;
import io.drover.orchestrator.AgentStandIn;
import io.drover.orchestrator.Calls;
import io.drover.orchestrator.OrchestratorTest;
import io.drover.orchestrator.RegistryStandIn;
import io.drover.orchestrator.Traces;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@OrchestratorTest
class RolloutTest {
    @Inject
    Traces traces;

    @Inject
    RunClaims claims;

    @Inject
    RunDispatcher dispatcher;

    @Test
    void takesEveryTargetToTheVersionAndFinishes() throws Exception {
        List<String> urls = Calls.urls("walk", 4);
        try (AgentStandIn agent = new AgentStandIn("walk_", command -> List.of(AgentStandIn.succeeded(command)))) {
            long id = Calls.deploy(Calls.order(urls));

            Calls.awaitState(id, "SUCCEEDED");

            assertThat(Calls.count(id, "succeeded")).isEqualTo(4);
            assertThat(Calls.runs(id).jsonPath().getList("items.target"))
                    .containsExactly("walk_000", "walk_001", "walk_002", "walk_003");
            assertThat(agent.commands()).hasSize(4);
            AgentCommand first = agent.commands().get(0);
            assertThat(first.digest()).isEqualTo(RegistryStandIn.digest(3));
            assertThat(first.ref().attempt()).isEqualTo(1);
            assertThat(first.mayCreate()).isTrue();
            assertThat(traces.deploymentEvents(id).stream().<Class<?>>map(Object::getClass))
                    .containsExactly(
                            DeploymentCreated.class,
                            RunsPlanned.class,
                            WaveOpened.class,
                            DeploymentChanged.class,
                            DeploymentFinished.class);
        }
    }

    @Test
    void namesTheRunInTheHeadersOfTheCommand() throws Exception {
        try (AgentStandIn agent = new AgentStandIn("head_", command -> List.of(AgentStandIn.succeeded(command)))) {
            long id = Calls.deploy(Calls.order(Calls.urls("head", 1)));

            Calls.awaitState(id, "SUCCEEDED");

            ConsumerRecord<String, byte[]> record = agent.records().get(0);
            AgentCommand command = agent.commands().get(0);
            assertThat(record.key()).isEqualTo(String.valueOf(command.ref().target()));
            assertThat(header(record, CommandHeaders.DEPLOYMENT)).isEqualTo(String.valueOf(id));
            assertThat(header(record, CommandHeaders.RUN))
                    .isEqualTo(String.valueOf(command.ref().run()));
            assertThat(header(record, CommandHeaders.RUN_SEQ)).isEqualTo("1");
            assertThat(header(record, CommandHeaders.ATTEMPT)).isEqualTo("1");
            assertThat(header(record, CommandHeaders.EPOCH)).isEqualTo("0");
            assertThat(header(record, CloudEventHeaders.TYPE)).isEqualTo("io.drover.AgentCommand");
        }
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("P17 never more than maxParallel runs are in flight")
    void neverExceedsMaxParallel() throws Exception {
        try (AgentStandIn agent = AgentStandIn.silent("slots_")) {
            long id = Calls.deploy(Calls.order(Calls.urls("slots", 20), Map.of("maxParallel", 3)));
            int answered = 0;
            while (answered < 20) {
                Calls.awaitCount(id, "queued", Math.min(3, 20 - answered));
                int sent = answered + Math.min(3, 20 - answered);
                Awaitility.await().until(() -> agent.commands().size() == sent);

                agent.say(AgentStandIn.succeeded(agent.commands().get(answered++)));

                Calls.awaitCount(id, "succeeded", answered);
                assertThat(Calls.count(id, "queued")).isLessThanOrEqualTo(3);
            }
            Calls.awaitState(id, "SUCCEEDED");
            assertThat(agent.commands()).hasSize(20);
        }
    }

    @Test
    void tellsAnAgentThatTheFileOfATargetOnceReachedMustBeThere() throws Exception {
        try (AgentStandIn agent = new AgentStandIn("again_", command -> List.of(AgentStandIn.succeeded(command)))) {
            Calls.awaitState(Calls.deploy(Calls.order(Calls.urls("again", 1))), "SUCCEEDED");

            Calls.awaitState(Calls.deploy(Calls.verifying(Calls.urls("again", 1))), "SUCCEEDED");

            assertThat(agent.commands()).extracting(AgentCommand::mayCreate).containsExactly(true, false);
            assertThat(agent.commands())
                    .extracting(command -> command.ref().runSeq())
                    .containsExactly(1L, 2L);
        }
    }

    @Test
    @DisplayName("P23 a later deployment waits, visibly, for what a target still has to do for an earlier one")
    void waitsForTheEarlierDeployment() throws Exception {
        try (AgentStandIn agent = AgentStandIn.silent("queue_")) {
            long earlier = Calls.deploy(Calls.order(Calls.urls("queue", 1)));
            Calls.awaitCount(earlier, "queued", 1);
            long later = Calls.deploy(Calls.order(Calls.urls("queue", 2)));
            Calls.awaitCount(later, "queued", 1);
            assertThat(Calls.runs(later).jsonPath().getList("items.waitingFor")).containsExactly("deployment", null);
            Awaitility.await().until(() -> agent.commands().size() == 2);

            agent.say(AgentStandIn.succeeded(agent.commands().get(0)));

            Calls.awaitCount(later, "queued", 2);
            Awaitility.await().until(() -> agent.commands().size() == 3);
            agent.say(AgentStandIn.succeeded(agent.commands().get(1)));
            agent.say(AgentStandIn.nothingToDo(agent.commands().get(2)));
            Calls.awaitState(later, "SUCCEEDED");
            assertThat(Calls.count(later, "noAction")).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("P19 a claim that nobody marked as sent is sent again with the same attempt")
    void sendsAgainWhatADeadProcessHadClaimed() throws Exception {
        try (AgentStandIn agent = AgentStandIn.silent("crash_")) {
            long id = Calls.deploy(Calls.order(Calls.urls("crash", 3)));
            Awaitility.await()
                    .until(() -> agent.commands().size() == 3
                            && traces.number("SELECT count(*) FROM run WHERE deployment_id = ? AND sent_at IS NULL", id)
                                    == 0);

            traces.change(
                    "UPDATE run SET sent_at = NULL, claimed_at = now() - interval '6 seconds' WHERE deployment_id = ?",
                    id);

            Awaitility.await().until(() -> agent.commands().size() == 6);
            assertThat(agent.commands()).allMatch(command -> command.ref().attempt() == 1);
            agent.commands().forEach(command -> agent.say(AgentStandIn.succeeded(command)));
            Calls.awaitState(id, "SUCCEEDED");
            assertThat(Calls.count(id, "succeeded")).isEqualTo(3);
        }
    }

    @Test
    void plansFiveThousandTargetsInOrder() {
        List<String> urls = Calls.urls("large", 5_000);

        long id = Calls.deploy(Calls.order(urls, Map.of("maxParallel", 1)));

        assertThat(Calls.count(id, "total")).isEqualTo(5_000);
        List<DeploymentEvent> events = traces.deploymentEvents(id);
        List<RunsPlanned.PlannedRun> planned = events.stream()
                .filter(RunsPlanned.class::isInstance)
                .flatMap(event -> ((RunsPlanned) event).runs().stream())
                .toList();
        assertThat(planned).hasSize(5_000);
        assertThat(events).allMatch(event -> EventCodec.write(event).length < 128 * 1024);
        assertThat(planned.get(4_999).position()).isEqualTo(4_999);
        assertThat(planned.get(4_999).targetName()).isEqualTo("large_4999");
        Calls.post("/api/v1/deployments/" + id + "/cancel", "{}").then().statusCode(200);
        assertThat(Calls.deployment(id).jsonPath().getString("state")).isEqualTo(DeploymentState.CANCELLING.name());
    }

    @Test
    @DisplayName("P19 a run that was sent and of which nobody speaks is sent again while an agent has room for it")
    void sendsAgainACommandThatWasLost() throws Exception {
        try (AgentStandIn agent = AgentStandIn.silent("silent_")) {
            long id = Calls.deploy(Calls.order(Calls.urls("silent", 2)));
            Awaitility.await().until(() -> agent.commands().size() == 2);
            AgentCommand named = agent.commands().get(0);
            AgentCommand lost = agent.commands().get(1);
            Awaitility.await()
                    .until(() ->
                            traces.number("SELECT count(*) FROM run WHERE deployment_id = ? AND sent_at IS NULL", id)
                                    == 0);
            traces.change("UPDATE listening SET since = heard_at - interval '1 hour'");
            traces.change("UPDATE run SET sign_at = sign_at - interval '10 minutes' WHERE deployment_id = ?", id);

            Awaitility.await().until(() -> {
                agent.beat("room", 1, named.ref().run());
                return agent.commands().size() > 2;
            });

            assertThat(agent.commands().get(2).ref()).isEqualTo(lost.ref());
            assertThat(Calls.count(id, "queued")).isEqualTo(2);
            agent.say(AgentStandIn.succeeded(named));
            agent.say(AgentStandIn.succeeded(lost));
            Calls.awaitState(id, "SUCCEEDED");
        }
    }

    @Test
    @DisplayName("P19 a command that waits for Kafka in this process is not sent a second time")
    void leavesAloneWhatIsOnItsWay() throws Exception {
        try (AgentStandIn agent = AgentStandIn.silent("way_")) {
            long id = Calls.deploy(Calls.order(Calls.urls("way", 1)));
            Awaitility.await().until(() -> agent.commands().size() == 1);
            long run = agent.commands().get(0).ref().run();
            Awaitility.await().until(() -> !dispatcher.unacknowledged().contains(run));

            QuarkusTransaction.begin();
            try {
                traces.change(
                        "UPDATE run SET sent_at = NULL, claimed_at = now() - interval '1 hour' WHERE id = ?", run);

                assertThat(claims.claimUnsent(1_000, Set.of(run)))
                        .extracting(Claim::run)
                        .doesNotContain(run);
                assertThat(claims.claimUnsent(1_000, Set.of()))
                        .extracting(Claim::run)
                        .contains(run);
            } finally {
                QuarkusTransaction.rollback();
            }
            agent.say(AgentStandIn.succeeded(agent.commands().get(0)));
            Calls.awaitState(id, "SUCCEEDED");
        }
    }

    @Test
    void tellsAnAgentThatAFileWithNothingToDoMustBeThereToo() throws Exception {
        try (AgentStandIn agent = new AgentStandIn("idle_", command -> List.of(AgentStandIn.nothingToDo(command)))) {
            Calls.awaitState(Calls.deploy(Calls.order(Calls.urls("idle", 1))), "SUCCEEDED");

            Calls.awaitState(Calls.deploy(Calls.verifying(Calls.urls("idle", 1))), "SUCCEEDED");

            assertThat(agent.commands()).extracting(AgentCommand::mayCreate).containsExactly(true, false);
        }
    }
}
