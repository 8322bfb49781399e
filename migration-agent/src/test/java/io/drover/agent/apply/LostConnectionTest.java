package io.drover.agent.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.contracts.AgentCommand;
import io.drover.contracts.DeploymentControl;
import io.drover.contracts.DeploymentState;
import io.drover.contracts.RunFinished;
import io.drover.contracts.RunRef;
import io.drover.contracts.RunReturned;
import io.drover.contracts.RunStarted;
import io.drover.contracts.RunState;
import io.drover.contracts.Topics;
import io.drover.engine.apply.ApplyOptions;
import io.drover.engine.apply.ApplyOutcome;
import io.drover.engine.apply.MigrationEngine;
import io.drover.engine.directory.MigrationDirectory;
import io.drover.engine.directory.SourceFile;
import io.drover.engine.target.TargetUrl;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What an agent tells of a run whose session was ended under it: by a failing network, or because it was frozen. */
@AgentTest
class LostConnectionTest extends RunningAgent {
    private static final String ONCE = "CREATE TABLE once (id int PRIMARY KEY);\nSELECT pg_advisory_lock(81);\n"
            + "INSERT INTO once VALUES (1);\n";

    @Test
    @DisplayName("P29 a run whose connection was cut asks the target and goes on once")
    void goesOnWhenTheTargetSaysThatItIsOpen() throws Exception {
        AgentCommand command = Commands.apply(postgresUrl(), registry.hold(ONCE));
        try (Connection blocker = postgres()) {
            begun(command, blocker);

            cut(command, blocker);
            wire.until("the second time", () -> isBlocked(command, blocker));
        }

        RunFinished end = wire.await(command.ref().run(), RunFinished.class);
        assertThat(end.state()).isEqualTo(RunState.SUCCEEDED);
        try (Connection tenant = postgres()) {
            assertThat(column(tenant, "SELECT count(*) FROM once")).containsExactly("1");
        }
    }

    @Test
    @DisplayName("P20 a run whose connection was cut does not begin again when its deployment was cancelled meanwhile")
    void doesNotBeginAgainWhatWasCancelled() throws Exception {
        AgentCommand any = Commands.apply(postgresUrl(), registry.hold(ONCE));
        long deployment = 80_001;
        RunRef ref = new RunRef(deployment, any.ref().run(), any.target().id(), 1, 1, 0);
        AgentCommand command = Commands.with(any, ref);
        try (Connection blocker = postgres()) {
            begun(command, blocker);
            producer.send(
                            Topics.DEPLOYMENT_CONTROL,
                            String.valueOf(deployment),
                            new DeploymentControl(deployment, 1, DeploymentState.CANCELLING, Instant.now()))
                    .join();

            cut(command, blocker);

            assertThat(wire.await(command.ref().run(), RunReturned.class).reason())
                    .isEqualTo(RunReturned.OLDER_EPOCH);
        }
        try (Connection tenant = postgres()) {
            assertThat(column(tenant, "SELECT relname FROM pg_class WHERE relname = 'once'"))
                    .isEmpty();
        }
    }

    @Test
    @DisplayName(
            "P14 P21 an agent that was frozen while its run was done elsewhere tells what it finds and changes nothing")
    void tellsWhatWasDoneElsewhere() throws Exception {
        AgentCommand command = Commands.apply(postgresUrl(), registry.hold(ONCE));
        try (Connection blocker = postgres()) {
            begun(command, blocker);
            cut(command, blocker);
            column(blocker, "SELECT pg_advisory_unlock(81)");
            assertThat(asTheSecondAttempt(command)).isInstanceOf(ApplyOutcome.Applied.class);
        }

        RunFinished end = wire.await(command.ref().run(), RunFinished.class);

        assertThat(end.state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(end.reason()).isEqualTo("reconciled");
        assertThat(end.ref()).isEqualTo(command.ref());
        assertThat(end.nothingPending()).isTrue();
        assertThat(end.files()).extracting(RunFinished.AppliedFile::name).containsExactly("1_one.sql");
        try (Connection tenant = postgres()) {
            assertThat(column(tenant, "SELECT count(*) FROM once")).containsExactly("1");
        }
    }

    private void begun(AgentCommand command, Connection blocker) throws Exception {
        column(blocker, "SELECT pg_advisory_lock(81)");
        send(command);
        wire.await(command.ref().run(), RunStarted.class);
        wire.until("the statement", () -> isBlocked(command, blocker));
    }

    private void cut(AgentCommand command, Connection blocker) {
        assertThat(ofSession(command, blocker, "pg_terminate_backend(pid)", "")).containsExactly("t");
    }

    private ApplyOutcome asTheSecondAttempt(AgentCommand command) {
        String run = String.valueOf(command.ref().run());
        SourceFile file = new SourceFile("1_one.sql", ONCE.getBytes(StandardCharsets.UTF_8));
        MigrationDirectory directory = MigrationDirectory.of(
                List.of(file), MigrationDirectory.of(List.of(file), null).sumText());
        ApplyOptions options = ApplyOptions.defaults()
                .withRunId(run)
                .withApplicationName("drover:" + run + ":2")
                .withLockTimeout(Duration.ofMinutes(1));
        String password = URLEncoder.encode(PASSWORD, StandardCharsets.UTF_8);
        TargetUrl url = TargetUrl.parse(command.target().url().replace("${env:AGENT_TEST_PASSWORD}", password));
        return new MigrationEngine("1").apply(url, directory, options, event -> {});
    }
}
