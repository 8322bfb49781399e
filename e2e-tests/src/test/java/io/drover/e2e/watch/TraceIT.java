package io.drover.e2e.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drover.e2e.fixture.CommandLine;
import io.drover.e2e.fixture.Gate;
import io.drover.e2e.fixture.PostgresTenants;
import io.drover.e2e.fixture.SharedStack;
import io.drover.e2e.fixture.TraceReceiver.Span;
import io.drover.e2e.fixture.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** One trace from the push to the statement and into the views, through a row, the outbox, Kafka and a killed process. */
class TraceIT {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CALLER = "00f067aa0ba902b7";
    private static final String LITERAL = "literal-4711";
    private static final String WELL = "traced_a";
    private static final String BAD = "traced_b";

    @RegisterExtension
    static final SharedStack STACK = new SharedStack();

    @TempDir
    static Path server;

    @TempDir
    Path folder;

    private static PostgresTenants postgres;

    @BeforeAll
    static void twoDatabases() {
        postgres = PostgresTenants.start(server, List.of(WELL, BAD));
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @Test
    void followsOneTraceThroughAllServicesAndOverTheDeathOfTheOrchestrator() {
        // Given a migration that is held in its second statement, and a second target that waits for its turn and will
        // fail
        String url = postgres.urlInHcl("${each.value}");
        Workspace project = Workspace.create(folder, STACK.url(), "traced", List.of(WELL, BAD), url)
                .migration("1_first.sql", "CREATE TABLE users (id int PRIMARY KEY, name text);\n");
        project.push();
        done(project.apply());
        postgres.execute(BAD, "INSERT INTO users VALUES (1, 'in the way')");
        project.migration("2_second.sql", """
                CREATE INDEX ON users (name);
                %sINSERT INTO users VALUES (1, '%s');
                """.formatted(Gate.STATEMENT, LITERAL));
        CommandLine traced = new CommandLine(
                folder, Map.of("DROVER_SERVER", STACK.url(), "TRACEPARENT", "00-" + TRACE + "-" + CALLER + "-01"));
        String deployment;
        try (Gate gate = postgres.closeGate(WELL)) {
            done(traced.run("migrate", "push", "--env", "prod", "traced"));
            String link = done(traced.run("migrate", "apply", "--env", "prod", "--max-parallel", "1", "--detach"));
            deployment = link.substring(link.lastIndexOf('/') + 1);
            gate.awaitSomebody();
            awaitSpan(
                    "deployment-orchestrator", "the order", span -> span.name().startsWith("POST "));

            // When the orchestrator dies with a run in flight and one not yet sent
            STACK.kill("deployment-orchestrator");
        }
        await("the end of the deployment")
                .atMost(Duration.ofSeconds(90))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(STACK.api()
                                .get("/api/v1/status/deployments/" + deployment)
                                .body()
                                .path("state")
                                .asText())
                        .isEqualTo("FAILED"));

        // Then
        Span push =
                awaitSpan("registry-service", "the push", span -> span.name().startsWith("POST "));
        assertThat(push.parent()).isEqualTo(CALLER);
        awaitSpan("status-service", "the version in the views", named("project io.drover.DirectoryPushed"));
        awaitSpan("deployment-orchestrator", "the result", named("settle io.drover.RunFinished"));
        awaitSpan("status-service", "the end in the views", named("project io.drover.DeploymentFinished"));
        awaitSpan(
                "registry-service", "the agent's fetching", span -> span.name().contains("/contents/"));

        Span third = awaitStatement(WELL, 3, "done");
        assertThat(third.attributes()).containsEntry("db.operation.name", "INSERT");
        Span gate = awaitStatement(WELL, 2, "done");
        assertThat(gate.nanos()).isGreaterThan(0);
        Span failed = awaitStatement(BAD, 3, "failed");
        assertThat(failed.failed()).isTrue();
        assertThat(STACK.traces().ancestors(failed))
                .as("what led to the statement on the target that a new process sent to the agent")
                .extracting(Span::name)
                .startsWith("migration file", "apply run", "send command")
                .last()
                .asString()
                .startsWith("POST ");
        assertThat(STACK.traces().of(TRACE))
                .as("what is stored in databases, and what they say of it")
                .isNotEmpty()
                .noneMatch(span -> span.toString().contains(LITERAL)
                        || span.toString().contains("users")
                        || span.toString().contains(PostgresTenants.PASSWORD));
    }

    private static String done(CommandLine.Result result) {
        assertThat(result.exitCode()).as(result.toString()).isZero();
        return result.lastLine();
    }

    private static Predicate<Span> named(String name) {
        return span -> span.name().equals(name);
    }

    private static Span awaitStatement(String target, int statement, String outcome) {
        return awaitSpan(
                "migration-agent",
                "statement " + statement + " of " + target,
                span -> span.name().equals("statement")
                        && span.attributes().get("drover.statement").equals(Integer.toString(statement))
                        && span.attributes().get("drover.outcome").equals(outcome)
                        && STACK.traces().ancestors(span).stream()
                                .anyMatch(above ->
                                        target.equals(above.attributes().get("drover.target"))));
    }

    private static Span awaitSpan(String service, String what, Predicate<Span> wanted) {
        return await(what)
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(100))
                .until(
                        () -> STACK.traces().of(TRACE).stream()
                                .filter(span -> span.service().equals(service) && wanted.test(span))
                                .findFirst()
                                .orElse(null),
                        found -> found != null);
    }
}
