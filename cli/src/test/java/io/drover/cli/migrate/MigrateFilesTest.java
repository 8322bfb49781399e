package io.drover.cli.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.cli.Bench;
import io.drover.cli.Cli;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrateFilesTest {
    @TempDir
    Path folder;

    private Bench bench;

    @BeforeEach
    void anEmptyFolder() {
        bench = new Bench(folder);
    }

    @Test
    void newWritesATimestampedEmptyFileAndItsSum() {
        Cli.Result result = bench.run("migrate", "new", "seed_users");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).matches("migrations/\\d{14}_seed_users\\.sql\n");
        assertThat(bench.read(result.out().strip())).isEmpty();
        assertThat(bench.run("migrate", "validate")).isEqualTo(new Cli.Result(0, "", ""));
    }

    @Test
    void newWithEditOpensTheEditorAndHashesWhatItWrote() {
        bench.variable("EDITOR", "/bin/sh -c 'echo SELECT 1\\; > \"$1\"' editor");

        Cli.Result result = bench.run("migrate", "new", "--edit", "one");

        assertThat(result.err()).isEmpty();
        assertThat(bench.read(result.out().strip())).isEqualTo("SELECT 1;\n");
        assertThat(bench.run("migrate", "validate").exitCode()).isZero();
    }

    @Test
    void newGoesIntoTheFolderOfTheEnvironment() {
        bench.file("atlas.hcl", "env \"local\" { \n migration { dir = \"file://db/versions\" } \n}\n");

        assertThat(bench.run("migrate", "new", "--env", "local", "x").out()).startsWith("db/versions/");
    }

    @Test
    void validateTellsAboutMissingSums() {
        bench.file("migrations/1_a.sql", "SELECT 1;\n");

        Cli.Result result = bench.run("migrate", "validate");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).endsWith("Error: checksum file not found\n").contains("drover migrate hash");
        assertThat(bench.run("migrate", "hash").exitCode()).isZero();
        assertThat(bench.run("migrate", "validate").exitCode()).isZero();
    }

    @Test
    void validateOnADevDatabaseNamesFileAndStatementThatDoNotRun() {
        bench.file("migrations/1_a.sql", "CREATE TABLE t (id INTEGER);\nINSERT INTO nowhere VALUES (1);\n")
                .run("migrate", "hash");

        Cli.Result result = bench.run("migrate", "validate", "--dev-url", "sqlite://?mode=memory");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err())
                .isEqualTo("Error: the migrations do not run on the dev database: 1_a.sql, statement 2: sql/migrate:"
                        + " executing statement \"INSERT INTO nowhere VALUES (1);\" from version \"1\": no such table:"
                        + " nowhere\n");
    }

    @Test
    void aMissingFolderIsNamedWithWhatToDo() {
        Cli.Result result = bench.run("migrate", "hash");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("there is no migration directory").contains("drover migrate new");
    }
}
