package io.drover.cli.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.cli.Bench;
import io.drover.cli.Cli;
import io.drover.cli.remote.ScriptedServer;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands on a folder that another tool's migrations are in. */
class ForeignFolderTest {
    private static final String PENDING = """
            Migration Status: PENDING
              -- Current Version: 00001
              -- Next Version:    00002
              -- Executed Files:  1
              -- Pending Files:   1
            """;

    @TempDir
    Path folder;

    private Bench bench;

    @BeforeEach
    void aFolderOfGoose() {
        bench = new Bench(folder).file("goose/00001_users.sql", """
                        -- +goose Up
                        CREATE TABLE users (id INTEGER);
                        -- +goose Down
                        DROP TABLE users;
                        """).file("goose/00002_log.sql", """
                        -- +goose Up
                        CREATE TABLE log (id INTEGER);
                        -- +goose StatementBegin
                        CREATE TRIGGER t AFTER INSERT ON users BEGIN
                          INSERT INTO log VALUES (1);
                          INSERT INTO log VALUES (2);
                        END;
                        -- +goose StatementEnd
                        """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-u sqlite://a.db --dir file://goose?format=goose",
                "-u sqlite://a.db --dir file://goose --dir-format GOOSE",
                "-u sqlite://a.db --dir file://goose?format=flyway --dir-format goose",
                "--env in-url",
                "--env in-block"
            })
    void isAppliedAndReportedAsItIs(String options) {
        bench.file("atlas.hcl", """
                env "in-url" {
                  url = "sqlite://a.db"
                  migration { dir = "file://goose?format=goose" }
                }
                env "in-block" {
                  url = "sqlite://a.db"
                  migration {
                    dir    = "file://goose"
                    format = goose
                  }
                }
                """);
        assertThat(bench.run("migrate", "validate", "--dir", "file://goose?format=goose"))
                .isEqualTo(new Cli.Result(0, "", ""));
        assertThat(bench.run(("migrate apply 1 " + options).split(" ")).err()).isEmpty();
        assertThat(bench.run(("migrate status " + options).split(" ")).out()).isEqualTo(PENDING);

        Cli.Result rest = bench.run(("migrate apply " + options).split(" "));

        assertThat(rest.exitCode()).isZero();
        bench.sql("a.db", "INSERT INTO users VALUES (1)");
        assertThat(bench.ask("a.db", "SELECT count(*) FROM log")).isEqualTo("2");
        assertThat(bench.ask(
                        "a.db",
                        "SELECT version || ' ' || description || ' ' || total FROM atlas_schema_revisions"
                                + " WHERE version = '00002'"))
                .isEqualTo("00002 log 2");
    }

    @Test
    void isPushedInAtlassLayoutWithItsSum() {
        try (ScriptedServer server = new ScriptedServer()) {
            server.says("POST /api/v1/directories/app/versions", 201, "{\"sequence\": 1}");
            bench.variable("DROVER_SERVER", server.address());

            Cli.Result result = bench.run("migrate", "push", "app", "--dir", "file://goose?format=goose");

            assertThat(result.err()).isEqualTo("Pushed app version 1 (2 migrations).\n");
            assertThat(server.heard())
                    .last()
                    .asString()
                    .contains("\"00001_users.sql\"", "\"CREATE TABLE users (id INTEGER);\\n\"", "\"h1:")
                    .contains("\"sum\"", "\\n00001_users.sql h1:", "\\n00002_log.sql h1:")
                    .doesNotContain("+goose", "\"format\"");
        }
    }

    @Test
    void aRewriteIsPushedWhenItIsMeant() {
        try (ScriptedServer server = new ScriptedServer()) {
            server.says("POST /api/v1/directories/app/versions", 201, "{\"sequence\": 1}");
            bench.variable("DROVER_SERVER", server.address());

            bench.run("migrate", "push", "app", "--dir", "file://goose?format=goose", "--allow-rewrite");
            bench.run("migrate", "push", "app", "--dir", "file://goose?format=goose");

            assertThat(server.heard().get(0)).contains("\"allowRewrite\" : true");
            assertThat(server.heard().get(1)).doesNotContain("allowRewrite");
        }
    }

    @Test
    void aRepeatableScriptOfFlywayRunsAgainAfterEachNewVersion() {
        String apply = "migrate apply -u sqlite://f.db --dir file://flyway?format=flyway";
        bench.file("flyway/V9__a.sql", "CREATE TABLE a (id INTEGER);")
                .file("flyway/R__views.sql", "DROP VIEW IF EXISTS v; CREATE VIEW v AS SELECT * FROM a;");
        assertThat(bench.run(apply.split(" ")).exitCode()).isZero();
        bench.file("flyway/V10__b.sql", "ALTER TABLE a ADD name TEXT;");

        Cli.Result again = bench.run(apply.split(" "));

        assertThat(again.err()).isEmpty();
        assertThat(bench.ask(
                        "f.db",
                        "SELECT group_concat(version) FROM (SELECT version FROM atlas_schema_revisions"
                                + " WHERE version NOT LIKE '.%' ORDER BY version)"))
                .isEqualTo("0009,0009~R,0010,0010~R");
        assertThat(bench.ask("f.db", "SELECT count(*) FROM pragma_table_info('v')"))
                .isEqualTo("2");
    }

    @Test
    void itsFaultsAreToldAtOnceByEveryCommand() {
        bench.file("goose/3_c.sql", "SELECT 1;\n").file("goose/x.sql", "");
        String faults = """
                Error: x.sql: is not called like a migration, as in 20240721101205_add_users.sql
                Error: 3_c.sql: has no section '-- +goose Up'
                """;

        for (String command :
                new String[] {"validate", "push app", "apply -u sqlite://a.db", "status -u sqlite://a.db"}) {
            assertThat(bench.run(("migrate " + command + " --dir file://goose?format=goose").split(" ")))
                    .as(command)
                    .isEqualTo(new Cli.Result(1, "", faults));
        }
        assertThat(folder.resolve("a.db")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hash", "new x"})
    void hasNoSumToWrite(String command) {
        Cli.Result result = bench.run(("migrate " + command + " --dir file://goose?format=goose").split(" "));

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("layout of goose").contains("drover migrate import");
        assertThat(folder.resolve("goose/atlas.sum")).doesNotExist();
    }

    @Test
    void anUnknownFormatIsToldWithTheKnownOnes() {
        assertThat(bench.run("migrate", "validate", "--dir", "file://goose?format=rails")
                        .err())
                .isEqualTo(
                        "Error: unknown dir format \"rails\"; known are atlas, golang-migrate, goose, dbmate, flyway,"
                                + " liquibase.\n");
    }
}
