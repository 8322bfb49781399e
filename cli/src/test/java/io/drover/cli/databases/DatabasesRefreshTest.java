package io.drover.cli.databases;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.cli.Bench;
import io.drover.cli.Cli;
import io.drover.cli.remote.ScriptedServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabasesRefreshTest {
    private static final String INSPECT = "POST /api/v1/targets/inspect";
    private static final String ROWS = "GET /api/v1/status/databases";

    @TempDir
    Path folder;

    private final ScriptedServer server = new ScriptedServer();
    private Bench bench;

    @BeforeEach
    void aFleet() {
        bench = new Bench(folder).variable("DROVER_SERVER", server.address());
        server.says(INSPECT, 202, "{\"inspections\": 2}");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void saysHowManyAreAsked() {
        Cli.Result result = bench.run("databases", "refresh", "acme", "globex");

        assertThat(result)
                .isEqualTo(new Cli.Result(
                        0, "2 databases are being asked; 'drover databases list' shows what they answer.\n", ""));
        assertThat(server.heard().get(0).replaceAll("\\s", "")).endsWith("{\"names\":[\"acme\",\"globex\"]}");
    }

    @Test
    void withASelectorItWaitsUntilEveryRowHasAnotherTime() {
        server.says(ROWS, 200, rows(row("a", "10:00:00"), row("b", "10:00:00")));
        server.says(ROWS, 200, rows(row("a", "10:00:07"), row("b", "10:00:00")));
        server.says(ROWS, 500, "");
        server.says(ROWS, 200, rows(row("a", "10:00:07"), row("b", "10:00:08")));

        Cli.Result result = bench.run("databases", "refresh", "--selector", "tier=gold", "--wait");

        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).isEqualTo("2 databases are being asked.\n");
        assertThat(result.out().lines()).hasSize(3);
        assertThat(server.heard())
                .hasSize(5)
                .anyMatch(each -> each.replaceAll("\\s", "").endsWith("{\"selector\":\"tier=gold\"}"));
        assertThat(server.heard().get(0)).contains("selector=tier%3Dgold");
    }

    @Test
    void whoDoesNotAnswerInTimeIsNamed() {
        server.says(ROWS + "/acme", 200, rows(row("acme", "10:00:00")));

        Cli.Result result = bench.run("databases", "refresh", "acme", "--wait", "--timeout", "400ms");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("Error: 1 of 1 databases have not answered", "acme");
    }

    @Test
    void namesAndASelectorAreTooMuch() {
        assertThat(bench.run("databases", "refresh", "acme", "--selector", "a=b")
                        .exitCode())
                .isEqualTo(2);
        assertThat(server.heard()).isEmpty();
    }

    private static String rows(String... rows) {
        return "{\"items\": [" + String.join(", ", rows) + "]}";
    }

    private static String row(String target, String time) {
        return "{\"target\": \"%s\", \"directory\": \"app\", \"state\": \"SYNCED\", \"updatedAt\": \"2026-11-25T%sZ\"}"
                .formatted(target, time);
    }
}
