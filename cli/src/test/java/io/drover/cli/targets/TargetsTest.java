package io.drover.cli.targets;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.cli.Bench;
import io.drover.cli.Cli;
import io.drover.cli.remote.ScriptedServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetsTest {
    @TempDir
    Path folder;

    private final ScriptedServer server = new ScriptedServer();
    private Bench bench;

    @BeforeEach
    void aFleet() {
        bench = new Bench(folder).variable("DROVER_SERVER", server.address()).variable("DROVER_HOST_ID", "here");
        server.says("POST /api/v1/targets/bulk", 200, "{\"created\": 2}");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void addRefusesAPasswordItself() {
        Cli.Result result = bench.run("targets", "add", "acme", "--url", "postgres://app:hunter2@db/acme");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("passwords do not leave this machine").doesNotContain("hunter2");
        assertThat(server.heard()).isEmpty();
    }

    @Test
    void importedFilesAreSentByTheirRealPathWithTheirMachine() {
        bench.file("t.ndjson", """
                {"url": "sqlite://a.db", "labels": {"tier": "gold"}}

                {"url": "sqlite:///b.db", "hostId": "there"}
                not json
                {"url": "postgres://app@db/acme"}
                """);

        Cli.Result result = bench.run("targets", "import", "t.ndjson");

        assertThat(result.err()).isEmpty();
        assertThat(server.heard().get(0)).endsWith("""
                bulk {"url":"sqlite://%s/a.db","labels":{"tier":"gold"},"hostId":"here"}

                {"url":"sqlite:///b.db","hostId":"there"}
                not json
                {"url":"postgres://app@db/acme"}
                """.formatted(bench.folder()));
    }

    @Test
    void anImportedArrayIsTreatedAlike() {
        bench.file("t.json", "[{\"url\": \"sqlite://a.db\"}]");

        bench.run("targets", "import", "t.json");

        assertThat(server.heard().get(0).replace(" ", ""))
                .contains("\"url\":\"sqlite://" + bench.folder() + "/a.db\"")
                .contains("\"hostId\":\"here\"");
    }

    @Test
    void allPasswordsOfAFileAreRefusedAtOnce() {
        bench.file(
                "t.csv",
                "name,url\na,postgres://app:hunter2@db/a\nb,postgres://db:5432/b\nc,postgres://x:hunter2@db/c\n");

        Cli.Result result = bench.run("targets", "import", "t.csv");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err().lines())
                .hasSize(2)
                .anyMatch(line -> line.startsWith("Error: t.csv, line 2: "))
                .anyMatch(line -> line.startsWith("Error: t.csv, line 4: "));
        assertThat(result.err()).doesNotContain("hunter2");
        assertThat(server.heard()).isEmpty();
    }
}
