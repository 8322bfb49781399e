package io.drover.cli.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.cli.Bench;
import io.drover.cli.Cli;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MigrateImportTest {
    private static final String GOOSE =
            "-- +goose Up\nCREATE TABLE users (id INTEGER);\n-- +goose Down\nDROP TABLE users;\n";

    @TempDir
    Path folder;

    private Bench bench;

    @BeforeEach
    void anEmptyFolder() {
        bench = new Bench(folder);
    }

    @Test
    void writesAtlassLayoutWithItsSumAndTellsWhatItWrote() {
        bench.file("sql/V1__users.sql", "CREATE TABLE users (id INTEGER);\n")
                .file("sql/V10__names.sql", "ALTER TABLE users ADD name TEXT;\n")
                .file("sql/more/V2__orders.sql", "CREATE TABLE orders (id INTEGER);\n")
                .file("sql/R__view.sql", "CREATE VIEW v AS SELECT name FROM users;\n");

        Cli.Result result = bench.run("migrate", "import", "--from", "file://sql?format=flyway", "--to", "file://db");

        assertThat(result).isEqualTo(new Cli.Result(0, """
                V1__users.sql -> db/0001_users.sql
                more/V2__orders.sql -> db/0002_orders.sql
                V10__names.sql -> db/0010_names.sql
                R__view.sql -> db/0010~R_view.sql
                db/atlas.sum
                """, ""));
        assertThat(bench.read("db/0010_names.sql")).isEqualTo("ALTER TABLE users ADD name TEXT;\n");
        assertThat(bench.run("migrate", "validate", "--dir", "file://db", "--dev-url", "sqlite://?mode=memory"))
                .isEqualTo(new Cli.Result(0, "", ""));
    }

    @Test
    void widensNumbersWhereTheOrderWouldChange() {
        bench.file("goose/9_a.sql", GOOSE).file("goose/10_b.sql", GOOSE.replace("users", "orders"));

        Cli.Result result = bench.run("migrate", "import", "--from", "file://goose", "--dir-format", "goose");

        assertThat(result.out()).isEqualTo("""
                9_a.sql -> migrations/09_a.sql
                10_b.sql -> migrations/10_b.sql
                migrations/atlas.sum
                """);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            --from file://goose                                | 2 | cannot import a migration directory already in "atlas" format
            --from file://goose?format=atlas                   | 2 | cannot import a migration directory already in "atlas" format
            --from file://goose?format=bogus                   | 2 | unknown dir format "bogus"; known are atlas, golang-migrate, goose, dbmate, flyway, liquibase.
            --from file://nowhere?format=goose                 | 1 | there is no directory FOLDER/nowhere; --from names the one to read.
            --from file://goose?format=goose --to file://full  | 1 | target migration directory must be empty
            --from file://goose?format=goose --to file://x?format=goose | 2 | --to is written in the format atlas, not in goose.
            --from atlas://app?format=goose                    | 2 | --from takes a folder, as in file://migrations, not 'atlas://app?format=goose'.
            """)
    void refusesInAtlassWords(String options, int code, String error) {
        bench.file("goose/1_a.sql", GOOSE).file("full/1_x.sql", "");

        Cli.Result result = bench.run(("migrate import " + options).split(" "));

        assertThat(result)
                .isEqualTo(new Cli.Result(
                        code,
                        "",
                        "Error: " + error.replace("FOLDER", bench.folder().toString()) + "\n"));
        assertThat(bench.folder().resolve("migrations")).doesNotExist();
    }

    @Test
    void allFaultsAreToldAndNothingIsWritten() {
        bench.file("goose/1_a.sql", GOOSE)
                .file("goose/2_b.sql", "SELECT 1;\n")
                .file("goose/3_c.sql", "-- +goose Up\n-- +goose StatementBegin\nSELECT 1;\n");

        Cli.Result result = bench.run("migrate", "import", "--from", "file://goose?format=goose");

        assertThat(result).isEqualTo(new Cli.Result(1, "", """
                Error: 2_b.sql: has no section '-- +goose Up'
                Error: 3_c.sql: line 2: '-- +goose StatementBegin' has no '-- +goose StatementEnd'
                """));
        assertThat(bench.folder().resolve("migrations")).doesNotExist();
    }

    @Test
    void aFolderWithoutMigrationsIsNothingToImport() {
        bench.file("goose/README.md", "");

        assertThat(bench.run("migrate", "import", "--from", "file://goose?format=goose"))
                .isEqualTo(new Cli.Result(0, "", "nothing to import\n"));
        assertThat(Files.exists(bench.folder().resolve("migrations"))).isFalse();
    }
}
