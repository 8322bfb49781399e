package io.drover.cli.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.cli.Bench;
import io.drover.cli.Cli;
import io.drover.cli.output.Shell;
import io.drover.cli.remote.Account;
import io.drover.cli.remote.ScriptedServer;
import io.drover.cli.remote.Server;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What following makes of a view that lags. */
class DeploymentFollowerTest {
    private static final String RUNS = "GET /api/v1/deployments/7/runs";
    private static final String ORDERED = "GET /api/v1/deployments/7";
    private static final String RETRY = "POST /api/v1/deployments/7/retry";
    private static final String VIEW = "GET /api/v1/status/deployments/7";
    private static final String ROWS = "GET /api/v1/status/deployments/7/targets";
    private static final String LINK = "http://drover.example/deployments/sets/7";

    @TempDir
    Path folder;

    private final ScriptedServer server = new ScriptedServer();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Bench bench;

    @BeforeEach
    void aDeployment() {
        bench = new Bench(folder).variable("DROVER_SERVER", server.address());
        server.says(ROWS + "/t1", 200, "{\"log\": \"t1 was migrated\\n\"}");
        server.says(ROWS + "/t2", 200, "{\"log\": \"t2 was migrated\\n\"}");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    @DisplayName("P15 the pause from before a retry is not its end")
    void aRetryOfAPausedDeploymentWaitsUntilTheViewKnowsIt() {
        server.says(ORDERED, 200, deployment("PAUSED", 0)).says(ORDERED, 200, deployment("RUNNING", 0));
        server.says(RUNS, 200, rows(row("t1", "FAILED", 1))).says(RUNS, 200, rows(row("t1", "PENDING", 2)));
        server.says(RETRY, 202, deployment("RUNNING", 0));
        for (int i = 0; i < 4; i++) {
            server.says(VIEW, 200, deployment("PAUSED", 0));
        }
        server.says(ROWS, 200, rows(row("t1", "FAILED", 1))).says(ROWS, 200, rows(row("t1", "FAILED", 1)));
        server.says(ROWS, 200, rows(row("t1", "PENDING", 2))).says(ROWS, 200, rows(row("t1", "PENDING", 2)));
        server.says(VIEW, 200, deployment("SUCCEEDED", 0)).says(ROWS, 200, rows(row("t1", "SUCCEEDED", 2)));

        Cli.Result result = bench.run("deployments", "retry", "7");

        assertThat(result)
                .isEqualTo(new Cli.Result(
                        0, "t1 was migrated\n1 succeeded, 0 had nothing to do, 0 failed\n" + LINK + "\n", ""));
    }

    @Test
    void aRetryThatWasCarriedOutBeforeItsAnswerWasLostIsFollowed() {
        server.says(ORDERED, 200, deployment("FAILED", 0));
        server.says(RUNS, 200, rows(row("t1", "FAILED", 1))).says(RUNS, 200, rows(row("t1", "RUNNING", 2)));
        server.says(RETRY, 503, "");
        server.says(RETRY, 409, "{\"type\": \"/problems/wrong-state\", \"detail\": \"It runs.\"}");
        server.says(VIEW, 200, deployment("SUCCEEDED", 0)).says(ROWS, 200, rows(row("t1", "SUCCEEDED", 2)));

        assertThat(bench.run("deployments", "retry", "7").out()).startsWith("t1 was migrated\n");
    }

    @Test
    void aRetryThatIsRefusedAtOnceIsNotFollowed() {
        server.says(ORDERED, 200, deployment("RUNNING", 1)).says(RUNS, 200, rows(row("t1", "RUNNING", 1)));
        server.says(RETRY, 409, "{\"type\": \"/problems/wrong-state\", \"detail\": \"It runs.\"}");

        assertThat(bench.run("deployments", "retry", "7"))
                .isEqualTo(new Cli.Result(1, "", "Error: It runs. (wrong-state)\n"));
    }

    @Test
    void whatRunsWhenADeploymentPausesIsPrintedWhenItIsDone() {
        server.says(ORDERED, 200, deployment("PAUSED", 1)).says(ORDERED, 200, deployment("PAUSED", 0));
        server.says(VIEW, 200, deployment("PAUSED", 1)).says(VIEW, 200, deployment("PAUSED", 0));
        server.says(ROWS, 200, rows(row("t1", "RUNNING", 1), row("t2", "SUCCEEDED", 1)));
        server.says(ROWS, 200, rows(row("t1", "SUCCEEDED", 1), row("t2", "SUCCEEDED", 1)));

        Cli.Result result = bench.run("deployments", "watch", "7");

        assertThat(result.out()).startsWith("t1 was migrated\nt2 was migrated\n");
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @Test
    void aPauseWithNothingInFlightCountsWhenItIsSeenTwiceInARow() {
        server.says(ORDERED, 200, deployment("PAUSED", 0));
        server.says(VIEW, 200, deployment("PAUSED", 0)).says(VIEW, 200, deployment("PAUSED", 1));
        server.says(VIEW, 200, deployment("PAUSED", 0));
        server.says(ROWS, 200, rows(row("t1", "PENDING", 1), row("t2", "PENDING", 1)));
        server.says(ROWS, 200, rows(row("t1", "RUNNING", 1), row("t2", "PENDING", 1)));
        server.says(ROWS, 200, rows(row("t1", "SUCCEEDED", 1), row("t2", "PENDING", 1)));

        assertThat(bench.run("deployments", "watch", "7").out()).startsWith("t1 was migrated\n1 succeeded");
    }

    @Test
    void aStatusThatStumblesIsAskedAgain() {
        server.says(ORDERED, 200, deployment("RUNNING", 1));
        server.says(VIEW, 500, "").says(VIEW, 200, deployment("SUCCEEDED", 0));
        server.says(ROWS, 500, "").says(ROWS, 200, rows(row("t1", "SUCCEEDED", 1)));

        assertThat(bench.run("deployments", "watch", "7").exitCode()).isZero();
    }

    @Test
    void aStatusThatStaysUnreadableIsGivenUpWithTheLinkAsLastLine() {
        server.says(VIEW, 500, "");

        assertThatThrownBy(() ->
                        follower(Duration.ofMillis(300), Duration.ofMinutes(1)).follow(7, LINK))
                .hasMessageContaining("drover deployments watch 7");

        assertThat(out).hasToString(LINK + "\n");
    }

    @Test
    void thatNoAgentIsAliveIsSaidOnce() {
        for (int i = 0; i < 8; i++) {
            server.says(VIEW, 200, deployment("RUNNING", 0).replace("\"pending\": 0", "\"pending\": 1"));
        }
        server.says(VIEW, 200, deployment("SUCCEEDED", 0)).says(ROWS, 200, rows());
        server.says("GET /api/v1/status/agents", 200, "{\"items\": [{\"agent\": \"a\", \"alive\": false}]}");

        follower(Duration.ofMinutes(1), Duration.ofMillis(1)).follow(7, LINK);

        assertThat(err.toString()).containsOnlyOnce("no agent is alive");
    }

    @Test
    void whileAnAgentIsAliveNothingIsSaid() {
        for (int i = 0; i < 4; i++) {
            server.says(VIEW, 200, deployment("RUNNING", 0).replace("\"pending\": 0", "\"pending\": 1"));
        }
        server.says(VIEW, 200, deployment("SUCCEEDED", 0)).says(ROWS, 200, rows());
        server.says("GET /api/v1/status/agents", 200, "{\"items\": [{\"agent\": \"a\", \"alive\": true}]}");

        follower(Duration.ofMinutes(1), Duration.ofMillis(1)).follow(7, LINK);

        assertThat(server.heard()).anyMatch(request -> request.contains("/status/agents"));
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void asJsonThereIsOneDocumentAtTheEnd() {
        server.says(ORDERED, 200, deployment("RUNNING", 1));
        server.says(VIEW, 200, deployment("RUNNING", 1)).says(VIEW, 200, deployment("FAILED", 0));
        server.says(ROWS, 200, rows(row("t1", "SUCCEEDED", 1), row("t2", "RUNNING", 1)));
        server.says(
                ROWS,
                200,
                rows(
                        row("t1", "SUCCEEDED", 1),
                        row("t2", "FAILED", 1).replace("}", ", \"error\": {\"message\": \"no\"}}")));

        Cli.Result result = bench.run("deployments", "watch", "7", "-o", "json");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).isEmpty();
        assertThat(result.out().replaceAll("\\s+", " ")).isEqualTo("""
                { "id" : 7, "url" : "%s", "state" : "FAILED", "reason" : null, \
                "counts" : { "total" : 2, "pending" : 0, "running" : 0, "succeeded" : 1 }, \
                "targets" : [ { "target" : "t1", "state" : "SUCCEEDED", "error" : null }, \
                { "target" : "t2", "state" : "FAILED", "error" : "no" } ] }\s""".formatted(LINK));
    }

    @Test
    @DisplayName("P20 a pause that a person makes is told once and waited through")
    void whatAPersonPausesIsWaitedFor() {
        server.says(ORDERED, 200, deployment("RUNNING", 1)).says(ORDERED, 200, paused("the disk is full", 0));
        server.says(VIEW, 200, deployment("RUNNING", 1));
        for (int i = 0; i < 4; i++) {
            server.says(VIEW, 200, paused("the disk is full", 0));
        }
        server.says(VIEW, 200, deployment("SUCCEEDED", 0)).says(ROWS, 200, rows());

        Cli.Result result = bench.run("deployments", "watch", "7");

        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).isEqualTo("""
                Notice: the deployment 7 is paused: the disk is full. This command waits; \
                'drover deployments resume 7' lets it go on, Ctrl-C ends the watching only.
                """);
    }

    @Test
    void whatAPersonPausedBeforeIsShownAsItStands() {
        server.says(ORDERED, 200, paused("the disk is full", 0)).says(VIEW, 200, paused("the disk is full", 0));
        server.says(ROWS, 200, rows(row("t1", "SUCCEEDED", 1), row("t2", "PENDING", 1)));

        Cli.Result result = bench.run("deployments", "watch", "7");

        assertThat(result).isEqualTo(new Cli.Result(1, """
                t1 was migrated
                1 succeeded, 0 had nothing to do, 0 failed
                %s
                """.formatted(LINK), """
                Error: the deployment 7 is paused: the disk is full
                To let it go on: drover deployments resume 7
                """));
    }

    @Test
    @DisplayName("P15 neither a cancelling nor an unsettled view is the end, and lost runs are told once")
    void waitsUntilTheViewHasSettled() {
        String lost = deployment("RUNNING", 0).replace("\"running\"", "\"unknown\": 1, \"running\"");
        server.says(ORDERED, 200, deployment("RUNNING", 1));
        server.says(VIEW, 200, lost).says(VIEW, 200, lost).says(VIEW, 200, deployment("CANCELLING", 1));
        server.says(VIEW, 200, deployment("CANCELLED", 0).replace("false", "true"));
        server.says(VIEW, 200, deployment("CANCELLED", 0));
        server.says(ROWS, 200, rows());

        Cli.Result result = bench.run("deployments", "watch", "7");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err())
                .containsOnlyOnce("1 run is UNKNOWN")
                .containsOnlyOnce("is being cancelled")
                .endsWith("Error: the deployment 7 was cancelled.\n");
        assertThat(server.heard().stream().filter(each -> each.startsWith(VIEW + " ")))
                .hasSize(5);
    }

    private static String paused(String reason, int running) {
        return deployment("RUNNING", running).replace("\"RUNNING\"", "\"PAUSED\", \"reason\": \"" + reason + "\"");
    }

    private DeploymentFollower follower(Duration lag, Duration idle) {
        Shell shell = new Shell(
                folder, bench.shell().environment(), new PrintWriter(out, true), new PrintWriter(err, true), false);
        return new DeploymentFollower(
                new Server(Account.current(shell)), shell, false, new DeploymentFollower.Patience(lag, idle));
    }

    private static String deployment(String state, int running) {
        return """
                {"id": 7, "url": "%s", "state": "%s", "settling": false, "finishedAt": "2026-11-23T10:00:00Z",
                 "counts": {"total": 2, "pending": 0, "running": %d, "succeeded": 1}}
                """.formatted(LINK, state, running)
                .replace(state.equals("SUCCEEDED") ? "10:00:00Z" : "nothing", "11:00:00Z")
                .replace(state.equals("PAUSED") ? "\"succeeded\": 1" : "nothing", "\"succeeded\": 1, \"failed\": 1")
                .replace(state.equals("PAUSED") ? "\"settling\"" : "nothing", "\"maxFailures\": 0, \"settling\"");
    }

    private static String rows(String... rows) {
        return "{\"items\": [" + String.join(", ", rows) + "]}";
    }

    private static String row(String target, String state, int attempt) {
        return "{\"target\": \"%s\", \"state\": \"%s\", \"attempt\": %d}".formatted(target, state, attempt);
    }
}
