package io.drover.cli.migrate;

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

class RemoteResolveTest {
    private static final String SAID =
            "{\"id\": %d, \"target\": \"t\", \"version\": \"2\", \"statement\": 3, \"state\": \"%s\", \"detail\": %s}";

    @TempDir
    Path folder;

    private final ScriptedServer server = new ScriptedServer();
    private Bench bench;

    @BeforeEach
    void logIn() {
        bench = new Bench(folder).variable("DROVER_SERVER", server.address());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Cli.Result resolve(String options) {
        return bench.run(("migrate resolve --dir atlas://app " + options).split(" "));
    }

    @Test
    @DisplayName("P29 tells the control plane and waits until the target is told")
    void waitsUntilTheTargetIsTold() {
        server.says("POST /api/v1/targets/acme/resolve", 202, SAID.formatted(5, "REQUESTED", "null"))
                .says("GET /api/v1/targets/acme/resolutions", 200, items(SAID.formatted(5, "REQUESTED", "null")))
                .says("GET /api/v1/targets/acme/resolutions", 200, items(SAID.formatted(5, "RESOLVED", "null")));

        Cli.Result result = resolve("--did-not-run --target acme");

        assertThat(result)
                .isEqualTo(new Cli.Result(
                        0, "acme\nVersion 2: statement 3 did not run; the next apply executes it\n", ""));
        assertThat(server.heard().get(0).replaceAll("\\s+", " "))
                .isEqualTo("POST /api/v1/targets/acme/resolve { \"outcome\" : \"DID_NOT_RUN\" }");
    }

    @Test
    void aTargetThatIsRefusedDoesNotStopTheOthers() {
        server.says("POST /api/v1/targets/one/resolve", 409, """
                        {"type": "urn:drover:problem:wrong-state", "detail": "Nothing is ambiguous on \\"one\\"."}""")
                .says("POST /api/v1/targets/two/resolve", 202, SAID.formatted(6, "REFUSED", "\"other files\""))
                .says("POST /api/v1/targets/three/resolve", 202, SAID.formatted(7, "RESOLVED", "null"));

        Cli.Result result = resolve("--ran --version 2 --target one --target two --target three");

        assertThat(result)
                .isEqualTo(new Cli.Result(1, "three\nVersion 2: statement 3 ran and counts as applied\n", """
                        Error: one: Nothing is ambiguous on "one". (wrong-state)
                        Error: two: other files
                        """));
        assertThat(server.heard().get(2).replaceAll("\\s+", " "))
                .endsWith("/three/resolve { \"version\" : \"2\", \"outcome\" : \"RAN\" }");
    }

    @Test
    void ofAnEnvironmentThoseAreMeantThatAreAmbiguous() {
        server.says("GET /api/v1/status/databases", 200, """
                        {"items": [{"target": "a", "state": "ERROR", "error": {"code": "ambiguous"}},
                                   {"target": "b", "state": "ERROR", "error": {"code": "statement-failed"}}]}""")
                .says("POST /api/v1/targets/a/resolve", 202, SAID.formatted(5, "RESOLVED", "null"));

        Cli.Result result = resolve("--ran --selector region=eu -o json");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("\"state\" : \"RESOLVED\"");
        assertThat(server.heard()).hasSize(2);
        assertThat(server.heard().get(0)).contains("state=ERROR");
    }

    @Test
    void wantsToKnowWhichTargets() {
        assertThat(resolve("--ran"))
                .isEqualTo(
                        new Cli.Result(2, "", "Error: name the targets with --target, --selector, --url or --env.\n"));
    }

    private static String items(String item) {
        return "{\"items\": [" + item + "]}";
    }
}
