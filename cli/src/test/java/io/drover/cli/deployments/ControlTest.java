package io.drover.cli.deployments;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.cli.Bench;
import io.drover.cli.Cli;
import io.drover.cli.remote.ScriptedServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pausing, resuming and cancelling from the command line. */
class ControlTest {
    private static final String LINK = "http://drover.example/deployments/sets/7";
    private static final String SHOWN = "GET /api/v1/deployments/7";
    private static final String WRONG = "{\"type\": \"/problems/wrong-state\", \"detail\": \"It is not RUNNING.\"}";

    @TempDir
    Path folder;

    private final ScriptedServer server = new ScriptedServer();
    private Bench bench;

    @BeforeEach
    void aDeployment() {
        bench = new Bench(folder).variable("DROVER_SERVER", server.address());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void pauseSendsTheReasonAndShowsTheState() {
        server.says("POST /api/v1/deployments/7/pause", 200, deployment("PAUSED", "lunch"));
        server.says(SHOWN, 200, deployment("PAUSED", "lunch"));

        Cli.Result result = bench.run("deployments", "pause", "7", "--reason", "lunch");

        assertThat(result).isEqualTo(new Cli.Result(0, "Deployment 7 is PAUSED (lunch).\n" + LINK + "\n", ""));
        assertThat(server.heard().get(0).replaceAll("\\s", "")).endsWith("/pause{\"reason\":\"lunch\"}");
    }

    @Test
    void resumeSpeaksJson() {
        server.says("POST /api/v1/deployments/7/resume", 200, deployment("RUNNING", ""));
        server.says(SHOWN, 200, deployment("RUNNING", ""));

        Cli.Result result = bench.run("deployments", "resume", "7", "-o", "json");

        assertThat(result.out().replaceAll("\\s", ""))
                .isEqualTo("{\"id\":7,\"url\":\"" + LINK + "\",\"state\":\"RUNNING\",\"reason\":null,"
                        + "\"counts\":{\"total\":1}}");
        assertThat(server.heard().get(0).replaceAll("\\s", "")).endsWith("/resume{}");
    }

    @Test
    @DisplayName("P26 a control that was carried out before its answer was lost is done, not wrong")
    void aRepeatedControlFindsWhatTheFirstDid() {
        server.says("POST /api/v1/deployments/7/pause", 0, "").says("POST /api/v1/deployments/7/pause", 409, WRONG);
        server.says(SHOWN, 200, deployment("PAUSED", ""));

        Cli.Result result = bench.run("deployments", "pause", "7");

        assertThat(result.exitCode()).isZero();
        assertThat(server.keys()).hasSize(2);
        assertThat(server.keys().get(0)).isEqualTo(server.keys().get(1));
    }

    @Test
    void aControlThatIsRefusedAtOnceIsRefused() {
        server.says("POST /api/v1/deployments/7/resume", 409, WRONG);

        assertThat(bench.run("deployments", "resume", "7"))
                .isEqualTo(new Cli.Result(1, "", "Error: It is not RUNNING. (wrong-state)\n"));
    }

    @Test
    void listAndShowTellWhyADeploymentIsPausedAndWhatIsUnknown() {
        String paused = deployment("PAUSED", "lunch").replace("\"total\": 1", "\"total\": 3, \"unknown\": 2");
        server.says("GET /api/v1/deployments", 200, "{\"items\": [" + paused + "]}")
                .says(SHOWN, 200, paused);
        server.says(SHOWN + "/runs", 200, "{\"items\": []}");

        Cli.Result list = bench.run("deployments", "list");
        Cli.Result show = bench.run("deployments", "show", "7");

        assertThat(list.out().lines().toList().get(0)).contains("UNKNOWN").endsWith("REASON");
        assertThat(list.out().lines().toList().get(1)).contains("PAUSED").endsWith("lunch");
        assertThat(show.out())
                .startsWith("Deployment 7: PAUSED (lunch)\n")
                .contains("0 failed, 2 unknown\n")
                .contains("  -- UNKNOWN:   their agent fell silent");
    }

    private static String deployment(String state, String reason) {
        return """
                {"id": 7, "url": "%s", "state": "%s", "reason": "%s", "counts": {"total": 1}}
                """.formatted(LINK, state, reason);
    }
}
