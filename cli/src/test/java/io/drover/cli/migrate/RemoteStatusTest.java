package io.drover.cli.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.cli.Bench;
import io.drover.cli.remote.ScriptedServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemoteStatusTest {
    @TempDir
    Path folder;

    private final ScriptedServer server = new ScriptedServer();
    private Bench bench;

    @BeforeEach
    void threeDatabases() {
        bench = new Bench(folder).variable("DROVER_SERVER", server.address());
        server.says("GET /api/v1/status/databases", 200, """
                {"items": [{"target": "tenant_1.db", "directory": "app", "state": "SYNCED"},
                           {"target": "tenant_4.db", "directory": "app", "state": "SYNCED"},
                           {"target": "acme", "directory": "app", "state": "SYNCED", "server": "db:5432"},
                           {"target": "acme@two:5432", "directory": "app", "state": "SYNCED", "server": "two:5432"}]}
                """);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            --target tenant_4                    | tenant_4.db
            --target tenant_4.db                 | tenant_4.db
            -u sqlite://tenant_1.db              | tenant_1.db
            -u postgres://app:${env:PW}@db/acme  | acme
            -u postgres://app:${env:PW}@two/acme | acme@two:5432
            --target acme --target tenant_1      | tenant_1.db,acme
            """)
    void onlyTheChosenTargetsAreShown(String options, String shown) {
        String[] line = ("migrate status --dir atlas://app " + options).split(" ");

        List<String> rows = bench.run(line).out().lines().skip(1).toList();

        assertThat(rows.stream().map(row -> row.split(" ")[0])).containsExactly(shown.split(","));
    }
}
