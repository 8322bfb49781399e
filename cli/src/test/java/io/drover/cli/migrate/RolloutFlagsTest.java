package io.drover.cli.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.drover.cli.Bench;
import io.drover.cli.Cli;
import io.drover.cli.remote.ScriptedServer;
import io.drover.cli.remote.Server;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RolloutFlagsTest {
    @TempDir
    Path folder;

    private final ScriptedServer server = new ScriptedServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void goIntoTheOrder() throws JsonProcessingException {
        server.says("POST /api/v1/deployments", 202, "{\"id\": 7}");

        Cli.Result result = new Bench(folder)
                .variable("DROVER_SERVER", server.address())
                .run("migrate apply --detach --dir atlas://app -u sqlite://t.db --verify --supersede --max-parallel 10"
                        .concat(" --per-server 2 --lost-after 1m30s")
                        .split(" "));

        assertThat(result.err()).isEmpty();
        JsonNode order = Server.JSON.readTree(server.heard().get(0).split(" ", 3)[2]);
        assertThat(order.path("rollout"))
                .isEqualTo(Server.JSON.readTree("{\"maxParallel\": 10, \"perServer\": 2, \"supersede\": true}"));
        assertThat(order.path("options"))
                .isEqualTo(Server.JSON.readTree("{\"verify\": true, \"lostAfter\": \"PT1M30S\"}"));
    }

    @Test
    void meanNothingWithAFolder() {
        Cli.Result result =
                new Bench(folder).run("migrate", "apply", "-u", "sqlite://t.db", "--verify", "--per-server", "2");

        assertThat(result)
                .isEqualTo(new Cli.Result(
                        2,
                        "",
                        "Error: --verify, --per-server are for deployments through the control plane (atlas://NAME);"
                                + " a folder (file://) is applied from here.\n"));
    }
}
