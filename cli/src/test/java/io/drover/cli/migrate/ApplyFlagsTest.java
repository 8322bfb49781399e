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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApplyFlagsTest {
    @TempDir
    Path folder;

    private final ScriptedServer server = new ScriptedServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void goIntoTheOrderWhereTheyDifferFromTheDefaults() throws JsonProcessingException {
        assertThat(options("2 --baseline 1 --tx-mode all --exec-order non-linear --lock-timeout 1m"
                        + " --db-lock-timeout 0s --statement-timeout 1h30m --revisions-schema history"))
                .isEqualTo(Server.JSON.readTree("""
                        {"amount": 2, "baseline": "1", "txMode": "ALL", "execOrder": "NON_LINEAR", "lockTimeout": "PT1M",
                         "dbLockTimeout": "PT0S", "statementTimeout": "PT1H30M", "revisionsSchema": "history"}"""));
        assertThat(options("--allow-dirty --tx-mode file --exec-order linear --lock-timeout 10s --db-lock-timeout 3s"))
                .isEqualTo(Server.JSON.readTree("{\"allowDirty\": true}"));
    }

    private JsonNode options(String flags) throws JsonProcessingException {
        server.says("POST /api/v1/deployments", 202, "{\"id\": 7}");
        Cli.Result result = new Bench(folder)
                .variable("DROVER_SERVER", server.address())
                .run(("migrate apply --detach --dir atlas://app -u sqlite://t.db " + flags).split(" "));
        assertThat(result.err()).isEmpty();
        String order = server.heard().get(server.heard().size() - 1);
        return Server.JSON.readTree(order.split(" ", 3)[2]).path("options");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(textBlock = """
                    --statement-timeout, 0s,     --statement-timeout is 1ms or more; leave it out to wait for ever.
                    --statement-timeout, 10us,   "--statement-timeout is 1ms or more, not '10us'."
                    --db-lock-timeout,   10us,   "--db-lock-timeout is 1ms or more, not '10us'."
                    --db-lock-timeout,   PT-1S,  "--db-lock-timeout takes a duration as in 10s, 1m30s or 500ms, not 'PT-1S'."
                    --statement-timeout, soon,   "--statement-timeout takes a duration as in 10s, 1m30s or 500ms, not 'soon'."
                    """, quoteCharacter = '"')
    void areRefusedWithWhatTheyTake(String flag, String value, String sentence) {
        Cli.Result result = new Bench(folder)
                .variable("DROVER_SERVER", server.address())
                .run("migrate", "apply", "--detach", "--dir", "atlas://app", "-u", "sqlite://t.db", flag, value);

        assertThat(result).isEqualTo(new Cli.Result(2, "", "Error: " + sentence + "\n"));
        assertThat(server.heard()).isEmpty();
    }
}
