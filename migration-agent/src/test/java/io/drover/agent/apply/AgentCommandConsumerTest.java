package io.drover.agent.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.contracts.AgentBeat;
import io.drover.contracts.AgentCommand;
import io.drover.contracts.EventTypes;
import io.drover.contracts.RunFinished;
import io.drover.contracts.RunProgressed;
import io.drover.contracts.RunRef;
import io.drover.contracts.RunStarted;
import io.drover.contracts.RunState;
import io.drover.kit.event.CloudEventHeaders;
import io.quarkus.test.common.http.TestHTTPResource;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@AgentTest
class AgentCommandConsumerTest extends RunningAgent {

    @TestHTTPResource("/q/health/ready")
    URI ready;

    @Test
    @DisplayName("P11 a long run is told as started and does not hold its command back")
    void aLongRunIsToldAndItsCommandAcknowledgedBeforeItEnds() throws Exception {
        String url = postgresUrl();
        AgentCommand command =
                Commands.apply(url, registry.hold("SELECT pg_advisory_lock(42);\nSELECT pg_sleep(1.2);\nSELECT 1;\n"));
        try (Connection blocker = postgres()) {
            column(blocker, "SELECT pg_advisory_lock(42)");
            send(command);
            wire.await(command.ref().run(), RunStarted.class);

            wire.until("the acknowledgement", () -> unacknowledged() == 0);

            assertThat(wire.events(command.ref().run())).noneMatch(RunFinished.class::isInstance);
        }
        assertThat(wire.await(command.ref().run(), RunFinished.class).state()).isEqualTo(RunState.SUCCEEDED);
        RunProgressed progress = wire.await(command.ref().run(), RunProgressed.class);
        assertThat(progress.statements()).isEqualTo(3);
        assertThat(progress.filesTotal()).isEqualTo(1);
    }

    @Test
    void doesNoMoreAtOnceThanItHasSlotsAndKeepsTheOrderOfATarget() {
        String digest = registry.hold("CREATE TABLE bounded (id int);");
        AgentCommand first = Commands.apply(9_001, sqlite("bounded1.db"), digest);
        AgentCommand second = Commands.apply(9_001, sqlite("bounded1.db"), digest);
        List<AgentCommand> commands = Stream.concat(
                        Stream.of(first, second),
                        Stream.of(2, 3, 4).map(i -> Commands.apply(sqlite("bounded" + i + ".db"), digest)))
                .toList();
        registry.closeGate();
        commands.forEach(this::send);
        wire.until("a full agent", () -> isFull(wire.lastBeat()));

        registry.openGate();

        for (AgentCommand command : commands) {
            RunState expected = command.equals(second) ? RunState.NO_ACTION : RunState.SUCCEEDED;
            assertThat(wire.await(command.ref().run(), RunFinished.class).state())
                    .isEqualTo(expected);
        }
        assertThat(wire.await(second.ref().run(), RunFinished.class).startedAt())
                .isAfterOrEqualTo(
                        wire.await(first.ref().run(), RunFinished.class).finishedAt());
        assertThat(wire.beats()).isNotEmpty().allSatisfy(beat -> {
            assertThat(beat.runsHeld()).hasSizeLessThanOrEqualTo(2);
            assertThat(beat.slots()).isEqualTo(2);
            assertThat(beat.hostId()).isEqualTo("host-a");
        });
        wire.until("all acknowledgements", () -> unacknowledged() == 0);
    }

    private static boolean isFull(AgentBeat beat) {
        return beat != null && beat.runsHeld().size() == 2 && beat.runsWaiting().size() == 2;
    }

    @Test
    @DisplayName("P12 a command that nobody can read is put aside and settles its run from its headers")
    void settlesAnUnreadableCommandFromItsHeaders() {
        RunRef ref = new RunRef(7, 990_001, 5, 6, 2, 1);

        sendUnreadable(ref);

        RunFinished end = wire.await(ref.run(), RunFinished.class);
        assertThat(end.ref()).isEqualTo(ref);
        assertThat(end.state()).isEqualTo(RunState.FAILED);
        assertThat(end.error().code()).isEqualTo("undecodable-command");
        assertThat(end.directory()).as("what can be read of it").isEqualTo("db-per-tenant");
        wire.until("the dead letter", () -> wire.everything().contains("{\"kind\": \"NO SUCH 990001"));
        wire.until("the acknowledgement", () -> unacknowledged() == 0);
    }

    @Test
    @DisplayName("P12 without headers it is only put aside, and the next command is done")
    void anUnreadableCommandWithoutHeadersDoesNotStopTheAgent() {
        byte[] body = "{ 990002".getBytes(StandardCharsets.UTF_8);
        AgentCommand next = Commands.apply(990_003, sqlite("next.db"), registry.hold("CREATE TABLE next (id int);"));

        producer.send(new ProducerRecord<>(COMMANDS, "990003", body)).join();
        send(next);

        assertThat(wire.await(next.ref().run(), RunFinished.class).state()).isEqualTo(RunState.SUCCEEDED);
        wire.until("the dead letter", () -> wire.everything().contains("{ 990002"));
        wire.until("the acknowledgements", () -> unacknowledged() == 0);
    }

    private void sendUnreadable(RunRef ref) {
        byte[] body = ("{\"kind\": \"NO SUCH " + ref.run() + "\", \"directory\": \"db-per-tenant\"}")
                .getBytes(StandardCharsets.UTF_8);
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(COMMANDS, String.valueOf(ref.target()), body);
        record.headers()
                .add(
                        CloudEventHeaders.TYPE,
                        EventTypes.nameOf(AgentCommand.class).getBytes(StandardCharsets.UTF_8));
        Commands.headers(ref)
                .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        producer.send(record).join();
    }

    @Test
    void isReadyWhenItListens() throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(ready).build(), HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("agent-under-test", "agent-commands");
    }
}
