package io.drover.cli.targets;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.cli.Bench;
import io.drover.cli.Cli;
import io.drover.cli.remote.ScriptedServer;
import io.drover.cli.seal.PoolKeys;
import io.drover.engine.target.SealBinding;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
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
    @DisplayName("P30 without a key of the pool a password is refused, with what to do")
    void addRefusesAPasswordThatNobodyCouldOpen() {
        Cli.Result result =
                bench.run("targets", "add", "acme", "--pool", "eu", "--url", "postgres://app:hunter2@db/acme");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .contains("passwords do not leave this machine", "pool eu", "DROVER_SEALING_KEYSET_FILE")
                .doesNotContain("hunter2");
        assertThat(server.heard()).containsExactly("GET /api/v1/agent-pools/eu/key ");
    }

    @Test
    @DisplayName("P30 a password is sealed for the pool of its target before it is sent")
    void addSealsAPassword() throws GeneralSecurityException {
        PoolKeys eu = new PoolKeys();
        server.says("GET /api/v1/agent-pools/eu/key", 200, eu.answer("eu"));
        server.says("PUT /api/v1/targets/acme", 201, "{}");

        Cli.Result result =
                bench.run("targets", "add", "acme", "--pool", "eu", "--url", "postgres://app:hunter2@db/acme");

        assertThat(result).isEqualTo(new Cli.Result(0, "Registered acme.\n", ""));
        assertThat(server.heard().toString()).doesNotContain("hunter2");
        assertThat(eu.open(server.heard().get(1), "eu", "postgres://db/acme", SealBinding.PASSWORD))
                .isEqualTo("hunter2");
    }

    @Test
    @DisplayName("P30 each row of an import is sealed for its own pool, whatever the file's format")
    void importSealsForThePoolOfEachRow() throws GeneralSecurityException {
        PoolKeys eu = new PoolKeys();
        PoolKeys usual = new PoolKeys();
        server.says("GET /api/v1/agent-pools/eu/key", 200, eu.answer("eu"));
        server.says("GET /api/v1/agent-pools/default/key", 200, usual.answer("default"));
        bench.file("t.csv", "name,url,pool\na,postgres://app:hunter2@db/a,eu\nb,\"postgres://app:hunter3@db/b\",\n");
        bench.file("t.ndjson", "{\"url\": \"postgres://app:hunter2@db/a\", \"pool\": \"eu\"}\n");

        Cli.Result table = bench.run("targets", "import", "t.csv");
        Cli.Result lines = bench.run("targets", "import", "t.ndjson");

        assertThat(table.err() + lines.err()).isEmpty();
        assertThat(server.heard().toString()).doesNotContain("hunter");
        String[] sent = server.heard().get(2).split("\n");
        assertThat(eu.open(sent[1], "eu", "postgres://db/a", SealBinding.PASSWORD))
                .isEqualTo("hunter2");
        assertThat(usual.open(sent[2], "default", "postgres://db/b", SealBinding.PASSWORD))
                .isEqualTo("hunter3");
        assertThat(eu.open(server.heard().get(4), "eu", "postgres://db/a", SealBinding.PASSWORD))
                .isEqualTo("hunter2");
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
        assertThat(server.heard()).containsExactly("GET /api/v1/agent-pools/default/key ");
    }
}
