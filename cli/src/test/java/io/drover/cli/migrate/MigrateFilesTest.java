package io.drover.cli.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.cli.Bench;
import io.drover.cli.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MigrateFilesTest {
    private static final String CHECKSUM_ERROR = """
            You have a checksum error in your migration directory.

            \t%s

            Please check your migration files and run 'drover migrate hash' to re-hash the contents

            Error: checksum mismatch
            """;

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

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            edited  | SELECT 2; | L3: 2_b.sql was edited
            removed |           | L3: 2_b.sql was removed
            added   | SELECT 2; | L3: 1a.sql was added
            """)
    void validateSaysAsAtlasDoesWhichFileTheSumsDoNotFit(String what, String content, String line) throws IOException {
        bench.file("migrations/1_a.sql", "SELECT 1;\n")
                .file("migrations/2_b.sql", "SELECT 1;\n")
                .run("migrate", "hash");
        if (what.equals("removed")) {
            Files.delete(bench.folder().resolve("migrations/2_b.sql"));
        } else {
            bench.file(what.equals("added") ? "migrations/1a.sql" : "migrations/2_b.sql", content);
        }

        assertThat(bench.run("migrate", "validate")).isEqualTo(new Cli.Result(1, "", CHECKSUM_ERROR.formatted(line)));
    }

    @Test
    void newDoesNotCoverUpFilesThatTheSumsDoNotFit() {
        bench.file("migrations/1_a.sql", "SELECT 1;\n").run("migrate", "hash");
        String sum = bench.read("migrations/atlas.sum");
        bench.file("migrations/1_a.sql", "SELECT 2;\n");

        Cli.Result result = bench.run("migrate", "new", "b");

        assertThat(result).isEqualTo(new Cli.Result(1, "", CHECKSUM_ERROR.formatted("L2: 1_a.sql was edited")));
        assertThat(bench.read("migrations/atlas.sum")).isEqualTo(sum);
        assertThat(bench.folder().resolve("migrations")).isDirectoryNotContaining("glob:**_b.sql");
        assertThat(bench.run("migrate", "hash")).isEqualTo(new Cli.Result(0, "", ""));
        assertThat(bench.run("migrate", "new", "b").exitCode()).isZero();
    }

    @Test
    void hashWritesWhatAtlasWouldWrite() {
        bench.file(
                        "migrations/20220318104614_initial.sql",
                        "-- create \"tbl\" table\nCREATE TABLE tbl (`col` int NOT NULL);\n")
                .file("migrations/20220318104615_second.sql", "ALTER TABLE `tbl` ADD `col_2` bigint;\n");

        assertThat(bench.run("migrate", "hash")).isEqualTo(new Cli.Result(0, "", ""));

        assertThat(bench.read("migrations/atlas.sum")).isEqualTo("""
                h1:GMi7mvWSIHv0I/Wrc2NCGVt9Z5hWZbPa6wL986t7Z2o=
                20220318104614_initial.sql h1:FifWjY2X0g2YVnb18Qm+QBPvoldDOOob7bS0LrFuCXc=
                20220318104615_second.sql h1:wbPDlODOQeixCiopAhlT7W4xOO9TgJxzjYjxf4TA2f4=
                """);
    }

    @Test
    void validateTakesAnEmptyFolder() {
        bench.file("migrations/README.md", "nothing yet\n");

        assertThat(bench.run("migrate", "validate")).isEqualTo(new Cli.Result(0, "", ""));
        assertThat(bench.run("migrate", "hash")).isEqualTo(new Cli.Result(0, "", ""));
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
