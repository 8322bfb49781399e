package io.drover.agent.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.agent.AgentConfig;
import io.drover.agent.ThisAgent;
import io.drover.agent.watch.RunWatch;
import io.drover.contracts.AgentCommand;
import io.drover.contracts.AgentCommand.Kind;
import io.drover.contracts.EventTypes;
import io.drover.contracts.RunError;
import io.drover.contracts.RunEvent;
import io.drover.contracts.RunFinished;
import io.drover.contracts.RunStarted;
import io.drover.contracts.RunState;
import io.drover.engine.apply.ApplyOptions;
import io.drover.engine.apply.ApplyOutcome;
import io.drover.engine.apply.EngineEvent;
import io.drover.engine.apply.MigrationEngine;
import io.drover.engine.directory.MigrationDirectory;
import io.drover.engine.directory.SourceFile;
import io.drover.engine.target.TargetUrl;
import io.drover.kit.event.CloudEventHeaders;
import io.drover.kit.event.EventCodec;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@AgentTest
class ApplyTest extends RunningAgent {
    private static final String TWO_STATEMENTS = "CREATE TABLE users (id int PRIMARY KEY, name text);\n"
            + "INSERT INTO users (id, name) VALUES (1, 'a8m');\n";

    @Inject
    ThisAgent agent;

    @Inject
    AgentConfig config;

    @Inject
    RunWatch watch;

    @Test
    void bringsASqliteTenantToItsVersionAndSaysSoOnce() throws Exception {
        AgentCommand command = Commands.apply(sqlite("applied.db"), registry.hold(TWO_STATEMENTS));

        send(command);

        RunFinished end = wire.await(command.ref().run(), RunFinished.class);
        assertThat(end.state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(end.ref()).isEqualTo(command.ref());
        assertThat(end.to()).isEqualTo("1");
        assertThat(end.current()).isEqualTo("1");
        assertThat(end.nothingPending()).isTrue();
        assertThat(end.files().get(0).statements())
                .extracting(RunFinished.StatementTiming::offset)
                .containsExactly(0, 52);
        try (Connection tenant = DriverManager.getConnection("jdbc:sqlite:" + tenants.resolve("applied.db"))) {
            assertThat(column(tenant, "SELECT name FROM users")).containsExactly("a8m");
            assertThat(column(tenant, "SELECT operator_version FROM atlas_schema_revisions WHERE version = '1'")
                            .get(0))
                    .endsWith("(run " + command.ref().run() + ")");
        }
    }

    @Test
    void tellsAFailedStatementInTheDatabasesWords() {
        String url = sqlite("failing.db");
        AgentCommand command = Commands.apply(
                url, registry.hold(TWO_STATEMENTS + "INSERT INTO users (id, name) VALUES (1, \"a8m\");\n"));

        send(command);

        RunFinished end = wire.await(command.ref().run(), RunFinished.class);
        assertThat(end.state()).isEqualTo(RunState.FAILED);
        RunError error = end.error();
        assertThat(error.code()).isEqualTo("statement-failed");
        assertThat(error.file()).isEqualTo("1_one.sql");
        assertThat(error.statementIndex()).isEqualTo(3);
        assertThat(error.message()).isEqualTo("UNIQUE constraint failed: users.id");
        assertThat(error.text())
                .isEqualTo("sql/migrate: executing statement \"INSERT INTO users (id, name) VALUES (1, \\\"a8m\\\");\""
                        + " from version \"1\": UNIQUE constraint failed: users.id");
    }

    @Test
    @DisplayName(
            "P14 a command that comes again after the work was done is SUCCEEDED reconciled, and nothing runs twice")
    void aCommandThatComesAgainIsReconciled() throws Exception {
        AgentCommand command = Commands.apply(sqlite("again.db"), registry.hold(TWO_STATEMENTS));
        send(command);
        wire.await(command.ref().run(), RunFinished.class);

        send(command);

        wire.until("two answers", () -> wire.events(command.ref().run()).size() == 2);
        RunFinished second = (RunFinished) wire.events(command.ref().run()).get(1);
        assertThat(second.state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(second.reason()).isEqualTo("reconciled");
        assertThat(second.files()).extracting(RunFinished.AppliedFile::name).containsExactly("1_one.sql");
        try (Connection tenant = DriverManager.getConnection("jdbc:sqlite:" + tenants.resolve("again.db"))) {
            assertThat(column(tenant, "SELECT count(*) FROM users")).containsExactly("1");
        }
    }

    @Test
    @DisplayName("P14 a command whose run was committed by an agent that died before it could say so is reconciled")
    void aRunThatWasCommittedButNotToldIsReconciled() {
        String url = sqlite("untold.db");
        AgentCommand command = Commands.apply(url, registry.hold(TWO_STATEMENTS));
        SourceFile file = new SourceFile("1_one.sql", TWO_STATEMENTS.getBytes(StandardCharsets.UTF_8));
        MigrationDirectory directory = MigrationDirectory.of(
                List.of(file), MigrationDirectory.of(List.of(file), null).sumText());
        ApplyOptions options =
                ApplyOptions.defaults().withRunId(String.valueOf(command.ref().run()));
        ApplyOutcome committed = new MigrationEngine("1").apply(TargetUrl.parse(url), directory, options, event -> {});
        assertThat(committed).isInstanceOf(ApplyOutcome.Applied.class);

        send(command);

        RunFinished end = wire.await(command.ref().run(), RunFinished.class);
        assertThat(end.state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(end.reason()).isEqualTo("reconciled");
        assertThat(end.files()).extracting(RunFinished.AppliedFile::name).containsExactly("1_one.sql");
    }

    @Test
    void aRunThatMeetsABugIsSettledAndItsTimerEnds() {
        AgentCommand command = Commands.apply(sqlite("bug.db"), "0".repeat(64));
        ConsumerRecord<String, byte[]> record = new ConsumerRecord<>(COMMANDS, 0, 0, "1", EventCodec.write(command));
        record.headers()
                .add(
                        CloudEventHeaders.TYPE,
                        EventTypes.nameOf(AgentCommand.class).getBytes(StandardCharsets.UTF_8));
        ApplyHandler broken = new ApplyHandler(agent, null, null) {
            @Override
            RunEvent handle(AgentCommand any, Consumer<EngineEvent> progress) {
                throw new OutOfMemoryError("the words stay here");
            }
        };
        List<RunEvent> told = new ArrayList<>();
        RunEventEmitter emitter = new RunEventEmitter(producer) {
            @Override
            CompletableFuture<Void> send(RunEvent event, String traceparent) {
                told.add(event);
                return CompletableFuture.completedFuture(null);
            }
        };
        ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1);
        clock.setRemoveOnCancelPolicy(true);
        AtomicInteger acknowledged = new AtomicInteger();

        CommandRun.Parts parts = new CommandRun.Parts(agent, broken, null, null, null, emitter, null, clock, watch);
        new CommandRun(record, acknowledged::incrementAndGet, parts).execute();

        assertThat(clock.shutdownNow()).isEmpty();
        assertThat(told).singleElement().isInstanceOfSatisfying(RunFinished.class, end -> {
            assertThat(end.state()).isEqualTo(RunState.FAILED);
            assertThat(end.error().code()).isEqualTo("agent-error");
            assertThat(end.directory()).isEqualTo("db-per-tenant");
        });
        assertThat(acknowledged).hasValue(1);
    }

    @Test
    void settlesARunWhoseSecretsMeetABug() {
        AgentCommand command = Commands.apply(sqlite("bug.db"), "0".repeat(64));

        RunEvent end = new ApplyHandler(agent, new TargetPreparation(config, null, null, null), null)
                .handle(command, event -> {});

        assertThat(end)
                .isInstanceOfSatisfying(
                        RunFinished.class,
                        finished -> assertThat(finished.error().code()).isEqualTo("agent-error"));
    }

    @Test
    @DisplayName("P7 a file of another host is not touched")
    void refusesAFileOfAnotherHost() {
        AgentCommand here = Commands.apply(sqlite("elsewhere.db"), registry.hold(TWO_STATEMENTS));
        AgentCommand command = Commands.with(here, Kind.APPLY, "host-b", true, Instant.now());

        send(command);

        assertThat(wire.await(command.ref().run(), RunFinished.class).error().code())
                .isEqualTo("wrong-host");
        assertThat(tenants.resolve("elsewhere.db")).doesNotExist();
    }

    @Test
    @DisplayName("P7 a file that was migrated before is not made anew")
    void makesNoFileWhereARunHasSucceeded() {
        AgentCommand first = Commands.apply(sqlite("lost.db"), registry.hold(TWO_STATEMENTS));
        AgentCommand command = Commands.with(first, Kind.APPLY, "host-a", false, Instant.now());

        send(command);

        assertThat(wire.await(command.ref().run(), RunFinished.class).error().code())
                .isEqualTo("target-missing");
        assertThat(tenants.resolve("lost.db")).doesNotExist();
    }

    @Test
    void settlesAContentThatIsNotThereAndOneThatIsNotWhatItsDigestSays() {
        AgentCommand missing = Commands.apply(sqlite("no-content.db"), "0".repeat(64));
        String digest = registry.hold("SELECT 1;");
        registry.spoil(digest);
        AgentCommand corrupt = Commands.apply(sqlite("bad-content.db"), digest);

        send(missing);
        send(corrupt);

        assertThat(wire.await(missing.ref().run(), RunFinished.class).error().code())
                .isEqualTo("content-missing");
        assertThat(wire.await(corrupt.ref().run(), RunFinished.class).error().code())
                .isEqualTo("content-corrupt");
        assertThat(tenants.resolve("bad-content.db")).doesNotExist();
    }

    @Test
    @DisplayName("P31 a registry that is down makes no run fail")
    void waitsForARegistryThatIsDown() throws Exception {
        AgentCommand command = Commands.apply(sqlite("patient.db"), registry.hold(TWO_STATEMENTS + "-- patient"));
        registry.stop();
        send(command);
        wire.await(command.ref().run(), RunStarted.class);

        registry.start();

        assertThat(wire.await(command.ref().run(), RunFinished.class).state()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void settlesKindsOfCommandsThatComeLater() {
        AgentCommand apply = Commands.apply(sqlite("rehearse.db"), "0".repeat(64));
        AgentCommand command = Commands.with(apply, Kind.REHEARSE, "host-a", true, Instant.now());

        send(command);

        assertThat(wire.await(command.ref().run(), RunFinished.class).error().code())
                .isEqualTo("not-available-yet");
    }

    @Test
    @DisplayName("P11 a command older than ten seconds is told as started before it begins")
    void tellsAnOldCommandBeforeItBegins() {
        AgentCommand fresh = Commands.apply(sqlite("old.db"), registry.hold(TWO_STATEMENTS));
        AgentCommand command =
                Commands.with(fresh, Kind.APPLY, "host-a", true, Instant.now().minusSeconds(11));

        send(command);

        wire.await(command.ref().run(), RunFinished.class);
        assertThat(wire.events(command.ref().run()))
                .<Class<?>>extracting(RunEvent::getClass)
                .containsExactly(RunStarted.class, RunFinished.class);
    }

    @Test
    @DisplayName("P30 a password is in no event and in no log line, whether the connection works or not")
    void showsNoPassword() throws Exception {
        StringBuffer logs = new StringBuffer();
        Handler listener = new Handler() {
            @Override
            public void publish(LogRecord record) {
                logs.append(record.getMessage()).append(record.getThrown()).append('\n');
                for (Object parameter : record.getParameters() == null ? new Object[0] : record.getParameters()) {
                    logs.append(parameter).append('\n');
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger.getLogger("").addHandler(listener);
        String url = postgresUrl();
        String digest = registry.hold(TWO_STATEMENTS);
        AgentCommand good = Commands.apply(url, digest);
        AgentCommand nobody = Commands.apply(url.replace(postgresUser + ":", "nobody:"), digest);
        AgentCommand forbidden = Commands.apply(url.replace("AGENT_TEST_PASSWORD", "AGENT_TEST_FORBIDDEN"), digest);

        send(good);
        send(nobody);
        send(forbidden);

        assertThat(wire.await(good.ref().run(), RunFinished.class).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(wire.await(nobody.ref().run(), RunFinished.class).state()).isEqualTo(RunState.UNREACHABLE);
        RunError refusal = wire.await(forbidden.ref().run(), RunFinished.class).error();
        assertThat(refusal.code()).isEqualTo("secret-unavailable");
        assertThat(refusal.message()).contains("${env:AGENT_TEST_FORBIDDEN}").doesNotContain("not-allowed");
        Logger.getLogger("").removeHandler(listener);
        for (String seen : new String[] {wire.everything(), logs.toString()}) {
            assertThat(seen).contains("UNREACHABLE").doesNotContain(PASSWORD, "canary%2F", "not-allowed");
        }
        try (Connection tenant = postgres()) {
            assertThat(column(tenant, "SELECT name FROM users")).containsExactly("a8m");
        }
    }
}
