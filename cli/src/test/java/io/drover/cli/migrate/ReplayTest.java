package io.drover.cli.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.cli.Bench;
import io.drover.cli.Cli;
import io.drover.cli.remote.ScriptedServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What does not run on the dev database is not pushed, and what the dev URL points at stays as it was. */
class ReplayTest {
    private static final String USERS = "CREATE TABLE users (id int PRIMARY KEY);\n";
    private static final String PUSHED = "{\"sequence\": 1, \"url\": \"http://here/dirs/app\"}";
    private static EmbeddedPostgres postgres;

    @TempDir
    Path folder;

    private final ScriptedServer server =
            new ScriptedServer().says("POST /api/v1/directories/app/versions", 201, PUSHED);
    private Bench bench;

    @BeforeAll
    static void startAServer() throws IOException {
        postgres = EmbeddedPostgres.builder().start();
    }

    @AfterAll
    static void stopTheServer() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void twoMigrations() {
        bench = new Bench(folder)
                .variable("DROVER_SERVER", server.address())
                .file("migrations/1_users.sql", USERS)
                .file("migrations/2_index.sql", "-- atlas:txmode none\n\nCREATE INDEX CONCURRENTLY i ON users (id);\n");
        bench.run("migrate", "hash");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String url(String user, String more) {
        return "postgres://" + user + "@localhost:" + postgres.getPort() + "/postgres?sslmode=disable" + more;
    }

    private static List<String> ask(String query) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }

    private static void leavesNothing() throws SQLException {
        assertThat(ask("SELECT datname FROM pg_database WHERE datname LIKE 'drover%'"))
                .isEmpty();
        assertThat(ask("SELECT relname FROM pg_class WHERE relname IN ('users', 'atlas_schema_revisions')"))
                .isEmpty();
    }

    @Test
    void pushesWhatRunsOnPostgresAndLeavesNothingThere() throws SQLException {
        Cli.Result result = bench.run(
                "migrate", "push", "app", "--dev-url", url("postgres:${env:DEV_PASSWORD}", "&search_path=public"));
        assertThat(result.err()).contains("DEV_PASSWORD");
        assertThat(server.heard()).isEmpty();

        Cli.Result pushed = bench.variable("DEV_PASSWORD", "p/w")
                .run("migrate", "push", "app", "--dev-url", url("postgres:${env:DEV_PASSWORD}", "&search_path=public"));

        assertThat(pushed)
                .isEqualTo(new Cli.Result(0, "http://here/dirs/app\n", "Pushed app version 1 (2 migrations).\n"));
        leavesNothing();
    }

    @Test
    void pushesNothingThatDoesNotRunOnTheDevDatabaseOfTheEnvironment() throws SQLException {
        bench.file("atlas.hcl", "env \"local\" {\n  dev = \"" + url("postgres", "") + "\"\n}\n")
                .file("migrations/3_bad.sql", "SELECT 1;\nINSERT INTO users VALUES ('x');\n")
                .run("migrate", "hash");

        Cli.Result result = bench.run("migrate", "push", "--env", "local", "app");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err())
                .startsWith(
                        "Error: the migrations do not run on the dev database: 3_bad.sql, statement 2: sql/migrate:");
        assertThat(server.heard()).isEmpty();
        leavesNothing();
    }

    @Test
    void saysThatTheUserMayNotMakeAScratchDatabase() throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE nobody LOGIN");
        }

        Cli.Result result = bench.run("migrate", "push", "app", "--dev-url", url("nobody", ""));

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err())
                .contains("permission denied to create database", "its user must be allowed to create databases.");
        assertThat(server.heard()).isEmpty();
        leavesNothing();
    }

    @Test
    void aDevFileOfSqliteStaysAsItIs() {
        bench.sql("dev.db", "CREATE TABLE users (other int)").file("migrations/2_index.sql", "SELECT 1;");
        bench.run("migrate", "hash");

        Cli.Result result = bench.run("migrate", "push", "app", "--dev-url", "sqlite://dev.db");

        assertThat(result.exitCode()).isZero();
        assertThat(bench.ask("dev.db", "SELECT group_concat(name) FROM sqlite_master"))
                .isEqualTo("users");
        assertThat(bench.ask("dev.db", "SELECT name FROM pragma_table_info('users')"))
                .isEqualTo("other");
    }
}
