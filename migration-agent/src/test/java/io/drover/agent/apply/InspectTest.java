package io.drover.agent.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.contracts.AgentCommand;
import io.drover.contracts.AgentCommand.Kind;
import io.drover.contracts.RunEvent;
import io.drover.contracts.RunFinished;
import io.drover.contracts.RunInspected;
import io.drover.contracts.RunInspected.Finding;
import io.drover.contracts.RunRef;
import io.drover.contracts.RunStarted;
import io.drover.contracts.RunState;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@AgentTest
class InspectTest extends RunningAgent {
    private static final String USERS = "CREATE TABLE users (id int PRIMARY KEY);\n";

    @Test
    @DisplayName("P21 a run that was done is found done, with the files its revisions tell of")
    void findsARunThatWasDone() {
        AgentCommand apply = Commands.apply(sqlite("done.db"), registry.hold(USERS));
        send(apply);
        wire.await(apply.ref().run(), RunFinished.class);

        send(inspect(apply));

        RunInspected found = wire.await(apply.ref().run(), RunInspected.class);
        assertThat(found.ref()).isEqualTo(apply.ref());
        assertThat(found.finding()).isEqualTo(Finding.DONE);
        assertThat(found.nothingPending()).isTrue();
        assertThat(found.current()).isEqualTo("1");
        assertThat(found.from()).isNull();
        assertThat(found.files()).extracting(RunFinished.AppliedFile::name).containsExactly("1_one.sql");
        assertThat(found.directory()).isEqualTo("db-per-tenant");
        assertThat(found.digest()).isEqualTo(apply.digest());
        assertThat(found.error()).isNull();
        wire.until("the acknowledgements", () -> unacknowledged() == 0);
        assertThat(wire.events(apply.ref().run()))
                .as("neither started nor finished twice")
                .<Class<?>>extracting(RunEvent::getClass)
                .containsExactly(RunFinished.class, RunInspected.class);
    }

    @Test
    @DisplayName("P21 a run that left something to do is open, and nothing is done about it, however old the command")
    void findsARunThatIsOpen() {
        AgentCommand apply = Commands.apply(sqlite("open.db"), registry.hold(USERS));
        AgentCommand command =
                Commands.with(apply, Kind.INSPECT, "host-a", true, Instant.now().minusSeconds(60));

        send(command);

        RunInspected found = wire.await(apply.ref().run(), RunInspected.class);
        assertThat(found.finding()).isEqualTo(Finding.OPEN);
        assertThat(found.nothingPending()).isFalse();
        assertThat(found.files()).isEmpty();
        assertThat(tenants.resolve("open.db")).doesNotExist();
        assertThat(wire.events(apply.ref().run())).noneMatch(RunStarted.class::isInstance);
    }

    @Test
    @DisplayName("P21 a run that this agent executes is said to be running at once, without waiting for its end")
    void saysThatItIsAtIt() throws Exception {
        AgentCommand apply = Commands.apply(postgresUrl(), registry.hold("SELECT pg_advisory_lock(52);"));
        try (Connection blocker = postgres()) {
            column(blocker, "SELECT pg_advisory_lock(52)");
            send(apply);
            wire.await(apply.ref().run(), RunStarted.class);

            send(inspect(apply));

            RunInspected found = wire.await(apply.ref().run(), RunInspected.class);
            assertThat(found.finding()).isEqualTo(Finding.STILL_RUNNING);
            assertThat(found.holder()).isEqualTo("drover:" + apply.ref().run() + ":1");
            assertThat(wire.events(apply.ref().run())).noneMatch(RunFinished.class::isInstance);
        }
        assertThat(wire.await(apply.ref().run(), RunFinished.class).state()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    @DisplayName("P21 an execution that lives on without its agent is found by its name")
    void findsAnOrphan() throws Exception {
        AgentCommand apply = Commands.apply(postgresUrl(), registry.hold(USERS));
        try (Connection orphan = postgres();
                Statement statement = orphan.createStatement()) {
            statement.execute("SET application_name = 'drover:" + apply.ref().run() + ":1'");

            send(inspect(apply));

            RunInspected found = wire.await(apply.ref().run(), RunInspected.class);
            assertThat(found.finding()).isEqualTo(Finding.STILL_RUNNING);
            assertThat(found.holder()).startsWith("drover:" + apply.ref().run() + ":1 (pid ");
        }
    }

    @Test
    @DisplayName("P21 P30 a target that does not answer is unreachable, and its password is not shown")
    void saysThatATargetDoesNotAnswer() {
        String url = postgresUrl().replaceFirst("@.*", "@localhost:1/nowhere");
        AgentCommand apply = Commands.apply(url, registry.hold(USERS));

        send(inspect(apply));

        RunInspected found = wire.await(apply.ref().run(), RunInspected.class);
        assertThat(found.finding()).isEqualTo(Finding.UNREACHABLE);
        assertThat(found.error().code()).isEqualTo("unreachable");
        assertThat(wire.everything()).doesNotContain(PASSWORD, "canary%2F");
    }

    @Test
    @DisplayName(
            "P21 what the next attempt would meet is said, and what keeps this agent from asking is not taken for an answer")
    void saysWhyItCouldNotLook() {
        AgentCommand missing = Commands.apply(sqlite("nothing.db"), "0".repeat(64));
        AgentCommand elsewhere = Commands.apply(sqlite("nothing.db"), registry.hold(USERS));
        AgentCommand secret =
                Commands.apply("postgres://u:${env:AGENT_TEST_FORBIDDEN}@localhost:1/db", elsewhere.digest());

        send(inspect(missing));
        send(Commands.with(elsewhere, Kind.INSPECT, "host-b", true, Instant.now()));
        send(inspect(secret));

        RunInspected withoutContent = wire.await(missing.ref().run(), RunInspected.class);
        assertThat(withoutContent.finding()).isEqualTo(Finding.OPEN);
        assertThat(withoutContent.error().code()).isEqualTo("content-missing");
        RunInspected notHere = wire.await(elsewhere.ref().run(), RunInspected.class);
        assertThat(notHere.finding()).isEqualTo(Finding.UNREACHABLE);
        assertThat(notHere.error().code()).isEqualTo("wrong-host");
        RunInspected withoutSecret = wire.await(secret.ref().run(), RunInspected.class);
        assertThat(withoutSecret.finding()).isEqualTo(Finding.UNREACHABLE);
        assertThat(withoutSecret.error().code()).isEqualTo("secret-unavailable");
    }

    @Test
    @DisplayName("P10 a target is asked what it is at outside of any deployment")
    void tellsWhatATargetIsAt() {
        AgentCommand apply = Commands.apply(sqlite("known.db"), registry.hold(USERS));
        send(apply);
        wire.await(apply.ref().run(), RunFinished.class);
        RunRef ref = new RunRef(RunRef.NO_RUN, RunRef.NO_RUN, apply.target().id(), 2, 1, 0);

        send(Commands.with(inspect(apply), ref));

        wire.until(
                "an answer",
                () -> wire.events(RunRef.NO_RUN).stream()
                        .anyMatch(event -> event.ref().equals(ref)));
        RunInspected found = (RunInspected) wire.events(RunRef.NO_RUN).get(0);
        assertThat(found.finding()).isEqualTo(Finding.DONE);
        assertThat(found.nothingPending()).isTrue();
        assertThat(found.current()).isEqualTo("1");
        assertThat(found.files()).isEmpty();
    }

    @Test
    @DisplayName("P4 the server's own name for itself comes with results and inspections")
    void tellsWhichServerItIs() {
        AgentCommand apply = Commands.apply(postgresUrl(), registry.hold(USERS));
        send(apply);
        RunFinished end = wire.await(apply.ref().run(), RunFinished.class);

        send(inspect(apply));

        RunInspected found = wire.await(apply.ref().run(), RunInspected.class);
        assertThat(end.serverIdentity()).matches("postgres:\\d+/\\d+");
        assertThat(found.serverIdentity()).isEqualTo(end.serverIdentity());
    }

    private static AgentCommand inspect(AgentCommand apply) {
        return Commands.with(apply, Kind.INSPECT, apply.target().hostId(), true, Instant.now());
    }
}
