package io.drover.agent.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.contracts.AgentCommand;
import io.drover.contracts.AgentCommand.Kind;
import io.drover.contracts.DeploymentControl;
import io.drover.contracts.DeploymentState;
import io.drover.contracts.Resolution;
import io.drover.contracts.Resolution.Outcome;
import io.drover.contracts.RunEvent;
import io.drover.contracts.RunFinished;
import io.drover.contracts.RunRef;
import io.drover.contracts.RunResolved;
import io.drover.contracts.RunReturned;
import io.drover.contracts.RunState;
import io.drover.contracts.Topics;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@AgentTest
class ResolveTest extends RunningAgent {
    private static final AtomicLong NUMBER = new AtomicLong(90_000);
    private static final String FILE =
            "-- atlas:txmode none\n\nCREATE TABLE users (id int);\nINSERT INTO later VALUES (1);\n";

    @Test
    @DisplayName("P29 what a person says of a statement is written down, and the next attempt goes on from there")
    void writesDownWhatAPersonSays() throws SQLException {
        AgentCommand apply = ambiguous("said.db");
        AgentCommand said = resolve(apply, Outcome.DID_NOT_RUN, 2, 0);

        send(said);

        assertThat(answer(said).state()).isEqualTo(Resolution.State.RESOLVED);
        assertThat(answer(said).ref()).isEqualTo(said.ref());
        sql("said.db", "CREATE TABLE later (id int)");
        AgentCommand again = again(apply);
        send(again);
        assertThat(finished(again).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(count("said.db", "later")).isEqualTo(1);
    }

    @Test
    @DisplayName("P29 a statement that ran is not executed again")
    void doesNotExecuteWhatRan() throws SQLException {
        AgentCommand apply = ambiguous("ran.db");
        sql("ran.db", "CREATE TABLE later (id int)");
        AgentCommand said = resolve(apply, Outcome.RAN, 2, 0);
        send(said);
        assertThat(answer(said).state()).isEqualTo(Resolution.State.RESOLVED);
        AgentCommand again = again(apply);

        send(again);

        assertThat(finished(again).error()).isNull();
        assertThat(count("ran.db", "later")).isZero();
    }

    @Test
    @DisplayName("P29 the same command twice is answered twice and done once")
    void isHarmlessTwice() throws SQLException {
        AgentCommand apply = ambiguous("twice.db");
        AgentCommand said = resolve(apply, Outcome.RAN, 2, 0);
        send(said);
        assertThat(answer(said).state()).isEqualTo(Resolution.State.RESOLVED);

        send(said);

        wire.until("a second answer", () -> answers(said) == 2);
        assertThat(wire.events(RunRef.NO_RUN).stream()
                        .filter(event -> event instanceof RunResolved resolved
                                && resolved.resolution().equals(said.resolution()))
                        .map(event -> ((RunResolved) event).state()))
                .containsExactly(Resolution.State.RESOLVED, Resolution.State.RESOLVED);
    }

    @Test
    @DisplayName("P29 what became ambiguous later, at another statement or by a later run, is left to people")
    void leavesWhatBecameAmbiguousLater() throws SQLException {
        AgentCommand apply = ambiguous("later.db");
        AgentCommand elsewhere = resolve(apply, Outcome.RAN, 1, 0);
        sql("later.db", "UPDATE atlas_schema_revisions SET operator_version = 'Drover v1 (run 999999999)'");
        AgentCommand earlier = resolve(apply, Outcome.RAN, 2, 0);

        send(elsewhere);
        send(earlier);

        assertThat(answer(elsewhere).state()).isEqualTo(Resolution.State.REFUSED);
        assertThat(answer(elsewhere).error().code()).isEqualTo("not-ambiguous");
        assertThat(answer(earlier).state()).isEqualTo(Resolution.State.REFUSED);
        assertThat(answer(earlier).error().text()).contains("is ambiguous at another statement, or again");
    }

    @Test
    @DisplayName("P20 P29 a resolution from before the retry of its deployment is given back")
    void givesBackAnOlderEpoch() throws SQLException {
        AgentCommand apply = ambiguous("epoch.db");
        long deployment = NUMBER.incrementAndGet();
        control(deployment, 1);
        AgentCommand old = in(resolve(apply, Outcome.DID_NOT_RUN, 2, 0), deployment, 0);
        AgentCommand fresh = in(resolve(apply, Outcome.DID_NOT_RUN, 2, 0), deployment, 1);

        send(old);
        wire.until(
                "it to come back",
                () -> wire.events(RunRef.NO_RUN).stream()
                        .anyMatch(event -> event instanceof RunReturned returned
                                && returned.ref().equals(old.ref())
                                && returned.reason().equals(RunReturned.OLDER_EPOCH)));
        send(fresh);

        assertThat(answer(fresh).state()).isEqualTo(Resolution.State.RESOLVED);
    }

    @Test
    @DisplayName("P29 a target that cannot be asked leaves the resolution open")
    void leavesItOpenWhenTheTargetCannotBeAsked() {
        AgentCommand nowhere =
                Commands.apply(postgresUrl().replaceFirst("@.*", "@localhost:1/no"), registry.hold(FILE));
        AgentCommand said = resolve(nowhere, Outcome.RAN, 2, 0);

        send(said);

        assertThat(answer(said).state()).isEqualTo(Resolution.State.REQUESTED);
        assertThat(answer(said).error().code()).isEqualTo("unreachable");
        assertThat(wire.everything()).doesNotContain(PASSWORD);
    }

    /** An apply whose second statement may have run or not. */
    private AgentCommand ambiguous(String file) throws SQLException {
        AgentCommand apply = Commands.apply(sqlite(file), registry.hold(FILE));
        send(apply);
        assertThat(finished(apply).error().statementIndex()).isEqualTo(2);
        sql(file, "UPDATE atlas_schema_revisions SET error = 'drover: executing'");
        AgentCommand again = again(apply);
        send(again);
        assertThat(finished(again).error().code()).isEqualTo("ambiguous");
        return again;
    }

    private RunFinished finished(AgentCommand command) {
        wire.until("the end of " + command.ref(), () -> end(command) != null);
        return end(command);
    }

    private RunFinished end(AgentCommand command) {
        for (RunEvent event : wire.events(command.ref().run())) {
            if (event instanceof RunFinished end && end.ref().equals(command.ref())) {
                return end;
            }
        }
        return null;
    }

    private RunResolved answer(AgentCommand said) {
        wire.until("an answer", () -> answers(said) > 0);
        return (RunResolved) wire.events(RunRef.NO_RUN).stream()
                .filter(event -> isAnswer(event, said))
                .findFirst()
                .orElseThrow();
    }

    private long answers(AgentCommand said) {
        return wire.events(RunRef.NO_RUN).stream()
                .filter(event -> isAnswer(event, said))
                .count();
    }

    private static boolean isAnswer(RunEvent event, AgentCommand said) {
        return event instanceof RunResolved resolved && resolved.resolution().equals(said.resolution());
    }

    private static AgentCommand again(AgentCommand apply) {
        RunRef ref = apply.ref();
        return Commands.with(
                apply,
                new RunRef(ref.deployment(), ref.run(), ref.target(), ref.runSeq(), ref.attempt() + 1, ref.epoch()));
    }

    private static AgentCommand resolve(AgentCommand apply, Outcome outcome, int statement, long epoch) {
        RunRef ref = apply.ref();
        return new AgentCommand(
                Kind.SET,
                new RunRef(ref.deployment(), RunRef.NO_RUN, ref.target(), NUMBER.incrementAndGet(), 1, epoch),
                apply.target(),
                apply.directory(),
                apply.sequence(),
                apply.digest(),
                null,
                false,
                apply.options(),
                Instant.now(),
                new Resolution(NUMBER.incrementAndGet(), ref.run(), "1", statement, outcome));
    }

    private static AgentCommand in(AgentCommand said, long deployment, long epoch) {
        RunRef ref = said.ref();
        return new AgentCommand(
                said.kind(),
                new RunRef(deployment, ref.run(), ref.target(), ref.runSeq(), ref.attempt(), epoch),
                said.target(),
                said.directory(),
                said.sequence(),
                said.digest(),
                null,
                false,
                said.options(),
                said.sentAt(),
                said.resolution());
    }

    private void control(long deployment, long epoch) {
        DeploymentControl record = new DeploymentControl(deployment, epoch, DeploymentState.RUNNING, Instant.now());
        producer.send(Topics.DEPLOYMENT_CONTROL, String.valueOf(deployment), record)
                .join();
    }

    private void sql(String file, String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + tenants.resolve(file));
                Statement executor = connection.createStatement()) {
            executor.executeUpdate(statement);
        }
    }

    private int count(String file, String table) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + tenants.resolve(file))) {
            return Integer.parseInt(
                    column(connection, "SELECT count(*) FROM " + table).get(0));
        }
    }
}
