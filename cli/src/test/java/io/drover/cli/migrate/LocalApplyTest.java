package io.drover.cli.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.cli.Bench;
import io.drover.cli.Cli;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalApplyTest {
    private static final String CREATE = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);\n";
    private static final String SEED = """
            INSERT INTO users (id, name) VALUES (1, "a8m");
            INSERT INTO users (id, name) VALUES (2, "rotemtam");
            """;

    @TempDir
    Path folder;

    private Bench bench;

    @BeforeEach
    void fourTenantsAndOneMigration() {
        bench = new Bench(folder).file("atlas.hcl", """
                        locals { tenant = ["tenant_1", "tenant_2", "tenant_3", "tenant_4"] }
                        env "prod" {
                          for_each = toset(local.tenant)
                          url      = "sqlite://${each.value}.db"
                          migration { dir = "file://migrations" }
                        }
                        """).file("migrations/20240721101205_create_users.sql", CREATE);
        assertThat(bench.run("migrate", "hash").exitCode()).isZero();
    }

    @Test
    void printsAtlassBlockForEachTargetInTheOrderOfTheSet() {
        Cli.Result result = bench.run("migrate", "apply", "--env", "prod");

        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        String block = """
                Migrating to version 20240721101205 (1 migrations in total):

                  -- migrating version 20240721101205
                    -> CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
                  -- ok (TIME)

                  -------------------------
                  -- TIME
                  -- 1 migration
                  -- 1 sql statement
                """;
        assertThat(timeless(result.out())).isEqualTo(block.repeat(4));
        assertThat(bench.ask("tenant_4.db", "SELECT version FROM atlas_schema_revisions WHERE version NOT LIKE '.%'"))
                .isEqualTo("20240721101205");
    }

    @Test
    void saysFourTimesThatThereIsNothingToDo() {
        bench.run("migrate", "apply", "--env", "prod");

        Cli.Result again = bench.run("migrate", "apply", "--env", "prod");

        assertThat(again).isEqualTo(new Cli.Result(0, "No migration files to execute\n".repeat(4), ""));
    }

    @Test
    void aFailingTargetDoesNotStopTheOthersAndItsErrorIsAtlassSentence() {
        bench.run("migrate", "apply", "--env", "prod");
        bench.sql("tenant_1.db", "INSERT INTO users VALUES (1, 'somebody')");
        bench.file("migrations/20240721111345_seed_users.sql", SEED).run("migrate", "hash");

        Cli.Result result = bench.run("migrate", "apply", "--env", "prod");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err())
                .isEqualTo(
                        "Error: sql/migrate: executing statement \"INSERT INTO users (id, name) VALUES (1, \\\"a8m\\\");\""
                                + " from version \"20240721111345\": UNIQUE constraint failed: users.id\n");
        assertThat(result.out()).contains("    UNIQUE constraint failed: users.id\n");
        assertThat(bench.ask("tenant_1.db", "SELECT count(*) FROM users")).isEqualTo("1");
        assertThat(bench.ask("tenant_4.db", "SELECT count(*) FROM users")).isEqualTo("2");
    }

    @Test
    void appliesAtMostTheAmountThatWasAskedFor() {
        bench.file("migrations/20240721111345_seed_users.sql", SEED).run("migrate", "hash");

        Cli.Result result = bench.run("migrate", "apply", "1", "-u", "sqlite://one.db");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).startsWith("Migrating to version 20240721101205 (1 migrations in total):");
        assertThat(bench.ask("one.db", "SELECT count(*) FROM users")).isEqualTo("0");
    }

    @Test
    void aDryRunPrintsTheStatementsAndLeavesNothingBehind() {
        Cli.Result result = bench.run("migrate", "apply", "--dry-run", "-u", "sqlite://dry.db");

        assertThat(result.err()).isEmpty();
        assertThat(result.out()).contains("    -> CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);\n");
        assertThat(folder.resolve("dry.db")).doesNotExist();
    }

    @Test
    void checksAreShownByADryRunAndAskedByAnApply() {
        String plan = "-- atlas:txtar\n\n-- checks.sql --\nSELECT EXISTS (SELECT * FROM users);\n"
                + "-- migration.sql --\nDELETE FROM users;\n";
        bench.file("migrations/20240721111345_clear_users.sql", plan).run("migrate", "hash");

        Cli.Result dry = bench.run("migrate", "apply", "--dry-run", "-u", "sqlite://dry.db");
        Cli.Result applied = bench.run("migrate", "apply", "-u", "sqlite://one.db");

        assertThat(dry.out()).contains("""
                          -- checks before migrating version 20240721111345
                            -> SELECT EXISTS (SELECT * FROM users);
                          -- ok (0s)

                          -- migrating version 20240721111345
                            -> DELETE FROM users;
                        """);
        assertThat(applied.exitCode()).isEqualTo(1);
        assertThat(applied.out())
                .endsWith("  -- 1 migration ok, 1 with errors\n  -- 1 check error\n  -- 1 sql statement\n");
        assertThat(applied.err())
                .isEqualTo("Error: 1 of 1 assertions failed: check assertion"
                        + " \"SELECT EXISTS (SELECT * FROM users);\" returned false\n");
    }

    @Test
    void worksOnTheTargetsThatWereNamed() {
        bench.run("migrate", "apply", "--env", "prod", "--target", "tenant_2", "--target", "tenant_3.db");

        assertThat(folder.resolve("tenant_1.db")).doesNotExist();
        assertThat(folder.resolve("tenant_2.db")).exists();
        assertThat(folder.resolve("tenant_3.db")).exists();
        assertThat(bench.run("migrate", "apply", "--env", "prod", "--target", "nobody"))
                .isEqualTo(new Cli.Result(2, "", "Error: no target of this environment is called 'nobody'.\n"));
    }

    @Test
    void refusesAnEditedFileInAtlassWords() {
        bench.file("migrations/20240721101205_create_users.sql", CREATE + "-- edited\n");

        Cli.Result result = bench.run("migrate", "apply", "--env", "prod");

        assertThat(result).isEqualTo(new Cli.Result(1, "", """
                        You have a checksum error in your migration directory.

                        \tL2: 20240721101205_create_users.sql was edited

                        Please check your migration files and run 'drover migrate hash' to re-hash the contents

                        Error: checksum mismatch
                        """));
    }

    @Test
    void aUrlMayTakeItsPasswordFromTheEnvironment() {
        bench.variable("DATABASE_NAME", "from_env");

        assertThat(bench.run("migrate", "apply", "-u", "sqlite://${env:DATABASE_NAME}.db")
                        .exitCode())
                .isZero();
        assertThat(folder.resolve("from_env.db")).exists();
        assertThat(bench.run("migrate", "apply", "-u", "sqlite://${env:NOT_THERE}.db")
                        .err())
                .isEqualTo("Error: the target's URL refers to the environment variable NOT_THERE, which is not set.\n");
    }

    @Test
    void aFaultyTargetIsFoundBeforeAnythingIsExecuted() {
        Cli.Result result = bench.run(
                "migrate",
                "apply",
                "-u",
                "sqlite://good.db",
                "-u",
                "sqlite://${env:ONE}",
                "-u",
                "mysql://db/${env:TWO}");

        assertThat(result).isEqualTo(new Cli.Result(2, "", """
                        Error: the target's URL refers to the environment variable ONE, which is not set.
                        Error: the target's URL refers to the environment variable TWO, which is not set.
                        """));
        assertThat(folder.resolve("good.db")).doesNotExist();
    }

    @Test
    void statusAsJsonHasADocumentForEachTarget() {
        bench.run("migrate", "apply", "-u", "sqlite://one.db");
        bench.file("migrations/20240721111345_seed_users.sql", SEED).run("migrate", "hash");

        Cli.Result result =
                bench.run("migrate", "status", "-o", "json", "-u", "sqlite://one.db", "-u", "sqlite://two.db");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out().replaceAll("\\s+", " ").replace(bench.folder().toString(), ""))
                .isEqualTo("""
                { "items" : [ { "target" : "one.db", "url" : "sqlite:///one.db", "state" : "PENDING", \
                "current" : "20240721101205", "next" : "20240721111345", "executed" : 1, "pending" : 1 }, \
                { "target" : "two.db", "url" : "sqlite:///two.db", "state" : "PENDING", \
                "current" : null, "next" : "20240721101205", "executed" : 0, "pending" : 2 } ] }\s""");
    }

    @Test
    void applyAsJsonTellsWhatBecameOfEachTarget() {
        bench.run("migrate", "apply", "-u", "sqlite://one.db");
        bench.sql("two.db", "CREATE TABLE users (id INTEGER)");

        Cli.Result result = bench.run(
                "migrate", "apply", "-o", "json", "--allow-dirty", "-u", "sqlite://one.db", "-u", "sqlite://two.db");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).isEmpty();
        assertThat(result.out().replaceAll("\\s+", " "))
                .startsWith("{ \"targets\" : [ { \"target\" : \"one.db\", \"state\" : \"NO_ACTION\",")
                .contains("{ \"target\" : \"two.db\", \"state\" : \"FAILED\",")
                .contains("table users already exists");
    }

    @Test
    void statusTakesNoFlagsOfApply() {
        assertThat(bench.run("migrate", "status", "--dry-run", "-u", "sqlite://one.db"))
                .isEqualTo(new Cli.Result(2, "", """
                        Error: unknown option: '--dry-run'
                        'drover migrate status --help' tells how it is used.
                        """));
    }

    @Test
    void statusIsLaidOutAsAtlasDoes() {
        bench.run("migrate", "apply", "--env", "prod");
        bench.file("migrations/20240721111345_seed_users.sql", SEED).run("migrate", "hash");

        Cli.Result result = bench.run("migrate", "status", "-u", "sqlite://tenant_1.db");

        assertThat(result).isEqualTo(new Cli.Result(0, """
                        Migration Status: PENDING
                          -- Current Version: 20240721101205
                          -- Next Version:    20240721111345
                          -- Executed Files:  1
                          -- Pending Files:   1
                        """, ""));
    }

    @Test
    void statusOfATargetThatWasNeverMigratedAndOfOneThatIsThere() {
        assertThat(bench.run("migrate", "status", "-u", "sqlite://fresh.db").out())
                .isEqualTo("""
                        Migration Status: PENDING
                          -- Current Version: No migration applied yet
                          -- Next Version:    20240721101205
                          -- Executed Files:  0
                          -- Pending Files:   1
                        """);
        assertThat(folder.resolve("fresh.db")).doesNotExist();
        bench.run("migrate", "apply", "--env", "prod");
        assertThat(bench.run("migrate", "status", "--env", "prod").out()).startsWith("""
                        tenant_1.db
                        Migration Status: OK
                          -- Current Version: 20240721101205
                          -- Next Version:    Already at latest version
                          -- Executed Files:  1
                          -- Pending Files:   0

                        tenant_2.db
                        """);
    }

    private static String timeless(String text) {
        return text.replaceAll("\\(\\S+s\\)", "(TIME)").replaceAll("-- \\d\\S*s\\n", "-- TIME\n");
    }
}
