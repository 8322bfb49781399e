package io.drover.cli.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.cli.Bench;
import io.drover.cli.Cli;
import io.drover.cli.output.Failure;
import io.drover.engine.apply.ApplyOptions;
import io.drover.engine.apply.ApplyOutcome;
import io.drover.engine.apply.MigrationEngine;
import io.drover.engine.directory.MigrationDirectory;
import io.drover.engine.mariadb.MariadbServer;
import io.drover.engine.target.TargetUrl;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MysqlApplyTest {
    private static final MariadbServer SERVER = MariadbServer.start();
    private static final String TWO_TENANTS = """
            env "local" {
              for_each = toset(["acme", "globex"])
              url      = "%s://root:pw@127.0.0.1:%d/${each.value}?parseTime=true"
              migration { dir = "file://migrations" }
            }
            """;

    @TempDir
    Path folder;

    @Test
    void appliesAnUnmodifiedConfigurationAndTellsItsStatus() throws SQLException {
        sql("CREATE DATABASE acme", "CREATE DATABASE globex");
        Bench bench = new Bench(folder)
                .file("atlas.hcl", TWO_TENANTS.formatted("maria", SERVER.port()))
                .file("migrations/1_users.sql", "CREATE TABLE users (id int PRIMARY KEY);\n")
                .file("migrations/2_bad.sql", "INSERT INTO users VALUES (1);\nINSERT INTO users VALUES (1);\n");
        bench.run("migrate", "hash");

        Cli.Result failed = bench.run("migrate", "apply", "--env", "local");
        bench.file("migrations/2_bad.sql", "INSERT INTO users VALUES (1);\n").run("migrate", "hash");
        Cli.Result applied = bench.run("migrate", "apply", "--env", "local", "--target", "acme");
        Cli.Result status = bench.run("migrate", "status", "--env", "local");

        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.err())
                .contains("Error: ")
                .contains("Duplicate entry '1' for key 'PRIMARY'")
                .doesNotContain("pw", "WARN", "conn=");
        assertThat(applied.exitCode()).as(applied.err()).isZero();
        assertThat(applied.out()).contains("Migrating to version 2 from 1 (1 migrations in total):");
        assertThat(rows("SELECT id FROM acme.users")).containsExactly("1");
        assertThat(rows("SELECT id FROM globex.users")).isEmpty();
        assertThat(status.out()).contains("acme", "globex", "PENDING").doesNotContain("pw");
    }

    @Test
    void refusesADangerousParameterBeforeAnythingIsExecuted() {
        Bench bench = new Bench(folder).file("migrations/1_users.sql", "CREATE TABLE users (id int PRIMARY KEY);\n");
        bench.run("migrate", "hash");

        Cli.Result result =
                bench.run("migrate", "apply", "-u", "mysql://root:s3cret@127.0.0.1:1/acme?allowAllFiles=true");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .contains("the MySQL URL has parameters that are not taken: allowAllFiles; write tls, ")
                .doesNotContain("s3cret");
    }

    @Test
    void aScratchDatabaseIsMadeBesideTheDevDatabaseAndDropped() throws SQLException {
        TargetUrl dev = TargetUrl.parse("mysql://root:pw@127.0.0.1:" + SERVER.port() + "/?charset=utf8mb4");
        List<String> before = rows("SHOW DATABASES");
        try (ScratchDatabase scratch = ScratchDatabase.beside(dev)) {
            ApplyOutcome outcome = new MigrationEngine("1")
                    .apply(scratch.url(), MigrationDirectory.of(List.of(), null), ApplyOptions.defaults(), event -> {});
            assertThat(outcome).isInstanceOf(ApplyOutcome.UpToDate.class);
            assertThat(rows("SHOW DATABASES")).hasSize(before.size() + 1);
        }
        assertThat(rows("SHOW DATABASES")).isEqualTo(before);
        assertThatThrownBy(() -> ScratchDatabase.beside(TargetUrl.parse("mysql://root:s3cret@127.0.0.1:1/x")))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("mysql://root@127.0.0.1:1/x")
                .hasMessageNotContaining("s3cret");
    }

    private static void sql(String... statements) throws SQLException {
        try (Connection connection = SERVER.connect("");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static List<String> rows(String query) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = SERVER.connect("");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }
}
