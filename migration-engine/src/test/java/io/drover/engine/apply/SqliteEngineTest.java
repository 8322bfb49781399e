package io.drover.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drover.engine.apply.ApplyOutcome.Applied;
import io.drover.engine.apply.ApplyOutcome.Failed;
import io.drover.engine.apply.ApplyOutcome.Refused;
import io.drover.engine.directory.MigrationDirectory;
import io.drover.engine.report.ApplyReportText;
import io.drover.engine.target.TargetUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteEngineTest implements EngineContract {

    private SqliteFixture fixture;

    @BeforeEach
    void freshFile(@TempDir Path folder) throws SQLException {
        fixture = new SqliteFixture(folder, "tenant.db");
        fixture.connect().close();
    }

    @Override
    public TargetFixture target() {
        return fixture;
    }

    @Test
    void takesDoubleQuotedTextAsText() {
        MigrationDirectory directory =
                Dirs.of("1_users.sql", USERS, "2_seed.sql", "INSERT INTO users (id, name) VALUES (1, \"a8m\");\n");

        ENGINE.apply(fixture.url(), directory, OPTIONS, NOBODY);

        assertThat(fixture.rows("SELECT name FROM users")).containsExactly("a8m");
    }

    @Test
    void tellsTheErrorInTheWordsOfSqliteAlone() {
        fixture.sql("CREATE TABLE users (id integer PRIMARY KEY, name text)", "INSERT INTO users VALUES (1, 'x')");
        MigrationDirectory directory =
                Dirs.of("1_users.sql", "", "2_seed.sql", "INSERT INTO users (id, name) VALUES (1, \"a8m\");");

        ApplyOutcome outcome = ENGINE.apply(fixture.url(), directory, OPTIONS.withBaseline("1"), NOBODY);

        assertThat(outcome).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.problem().message()).isEqualTo("UNIQUE constraint failed: users.id");
            assertThat(failed.problem().sqlState()).isEqualTo("SQLITE_CONSTRAINT_PRIMARYKEY");
            assertThat(failed.problem().sentence())
                    .isEqualTo(
                            "sql/migrate: executing statement \"INSERT INTO users (id, name) VALUES (1, \\\"a8m\\\");\""
                                    + " from version \"2\": UNIQUE constraint failed: users.id");
        });
        assertThat(ApplyReportText.render(outcome.report()))
                .startsWith("Migrating to version 2 from 1 (1 migrations in total):\n\n  -- migrating version 2\n"
                        + "    -> INSERT INTO users (id, name) VALUES (1, \"a8m\");\n"
                        + "    UNIQUE constraint failed: users.id\n");
        assertThat(messageOf("CREATE TABLE a (x int); nonsense here;")).isEqualTo("near \"nonsense\": syntax error");
        assertThat(messageOf("SELECT * FROM nowhere;")).isEqualTo("no such table: nowhere");
        assertThat(messageOf("INSERT INTO users VALUES (1);"))
                .isEqualTo("table users has 2 columns but 1 values were supplied");
    }

    private String messageOf(String statement) {
        ApplyOutcome outcome = ENGINE.apply(fixture.url(), Dirs.of("1.sql", "", "2.sql", statement), OPTIONS, NOBODY);
        return ((Failed) outcome).problem().message();
    }

    @Test
    void executesAllOfATextThatHoldsSeveralStatements() {
        String text = "-- atlas:delimiter -- end\n" + USERS + SEED + "-- end\n;\n-- end\nSELECT * FROM users\n-- end\n";

        ApplyOutcome outcome = ENGINE.apply(fixture.url(), Dirs.of("1.sql", text), OPTIONS, NOBODY);

        assertThat(outcome).isInstanceOf(Applied.class);
        assertThat(fixture.rows("SELECT count(*) FROM users")).containsExactly("2");
        assertThat(fixture.revisions("applied, total")).containsExactly("3|3");
    }

    @Test
    void executesTriggersWhole() {
        String text = USERS + "CREATE TABLE log (x int);\nCREATE TRIGGER t AFTER INSERT ON users BEGIN\n"
                + " INSERT INTO log VALUES (new.id);\n INSERT INTO log VALUES (new.id);\nEND;\n" + SEED;

        assertThat(ENGINE.apply(fixture.url(), Dirs.of("1.sql", text), OPTIONS, NOBODY))
                .isInstanceOf(Applied.class);

        assertThat(fixture.rows("SELECT count(*) FROM log")).containsExactly("4");
    }

    @Test
    void rebuildsATableWithForeignKeysSwitchedOffAndLooksForNewViolations() {
        TargetUrl enforcing = TargetUrl.parse("sqlite://" + fixture.file() + "?_fk=1");
        String tables = "CREATE TABLE users (id integer PRIMARY KEY);\n"
                + "CREATE TABLE friends (u int REFERENCES users (id) ON DELETE CASCADE);\n"
                + "INSERT INTO users VALUES (1);\nINSERT INTO friends VALUES (1);\n";
        String rebuild = "DROP TABLE users;\nCREATE TABLE users (id integer PRIMARY KEY, name text);\n"
                + "INSERT INTO users (id) VALUES (1);\n";
        String violating = "INSERT INTO friends VALUES (7);";
        ENGINE.apply(enforcing, Dirs.of("1.sql", tables, "2.sql", rebuild), OPTIONS, NOBODY);
        assertThat(fixture.rows("SELECT u FROM friends")).containsExactly("1");

        ApplyOutcome outcome = ENGINE.apply(
                enforcing, Dirs.of("1.sql", tables, "2.sql", rebuild, "3.sql", violating), OPTIONS, NOBODY);

        assertThat(outcome).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.problem().code()).isEqualTo("commit-failed");
            assertThat(failed.problem().message())
                    .isEqualTo("sql/sqlite: foreign key mismatch: [{tbl:friends ref:users row:2 index:0}]");
        });
        assertThat(fixture.rows("SELECT u FROM friends")).containsExactly("1");
        assertThat(fixture.revisions("version")).containsExactly("1", "2");
    }

    @Test
    void saysThatAnotherProgramWritesIntoTheFile() throws SQLException {
        try (Connection other = fixture.connect();
                Statement statement = other.createStatement()) {
            statement.executeUpdate("BEGIN IMMEDIATE");

            ApplyOutcome outcome = ENGINE.apply(
                    fixture.url(),
                    Dirs.of("1.sql", USERS),
                    OPTIONS.withDbLockTimeout(Duration.ofMillis(50)).withDbLockTries(1),
                    NOBODY);

            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> assertThat(refused.problem().sentence()).contains("database is locked"));
        }
    }

    @Test
    @DisplayName("P7 a file that may not be made is missing, and so is one without its folder")
    void makesAFileOnlyWhenItMay(@TempDir Path folder) {
        TargetUrl fresh = TargetUrl.parse("sqlite://" + folder.resolve("fresh.db"));
        TargetUrl nowhere = TargetUrl.parse("sqlite://" + folder.resolve("no/where.db"));
        MigrationDirectory directory = Dirs.of("1.sql", USERS);

        assertThat(codeOf(ENGINE.apply(fresh, directory, OPTIONS.withMayCreateFile(false), NOBODY)))
                .isEqualTo("target-missing");
        assertThat(codeOf(ENGINE.apply(nowhere, directory, OPTIONS, NOBODY))).isEqualTo("target-missing");
        assertThat(ENGINE.inspect(fresh, null).problem().code()).isEqualTo("target-missing");
        assertThat(ENGINE.plan(fresh, directory, OPTIONS).files()).hasSize(1);
        assertThat(folder).isEmptyDirectory();
        assertThat(ENGINE.apply(fresh, directory, OPTIONS, NOBODY)).isInstanceOf(Applied.class);
        assertThat(ENGINE.apply(fresh, directory, OPTIONS.withMayCreateFile(false), NOBODY)
                        .current())
                .isEqualTo("1");
    }

    private static String codeOf(ApplyOutcome outcome) {
        return ((Refused) outcome).problem().code();
    }

    @Test
    void replaysADirectoryInMemory() {
        ApplyOutcome outcome = ENGINE.apply(
                TargetUrl.parse("sqlite://?mode=memory"), Dirs.of("1.sql", USERS, "2.sql", SEED), OPTIONS, NOBODY);

        assertThat(outcome.current()).isEqualTo("2");
    }

    @Test
    @DisplayName("P29 a savepoint outside of a transaction begins one, and fails as a whole")
    void undoesASavepointOfTheFilesOwn() {
        String own = "-- atlas:txmode none\n\n" + USERS + "SAVEPOINT s;\nINSERT INTO users VALUES (1, 'a');\n";

        ENGINE.apply(fixture.url(), Dirs.of("1.sql", own + "INSERT INTO nowhere VALUES (1);"), OPTIONS, NOBODY);

        assertThat(fixture.revisions("applied, total, error")).containsExactly("1|4|no such table: nowhere");
        assertThat(fixture.rows("SELECT * FROM users")).isEmpty();
        assertThat(ENGINE.apply(fixture.url(), Dirs.of("1.sql", own + "RELEASE s;"), OPTIONS, NOBODY))
                .isInstanceOf(Applied.class);
        assertThat(fixture.rows("SELECT id FROM users")).containsExactly("1");
    }

    @Test
    void endsAStatementThatTakesTooLong() {
        String endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n;";

        ApplyOutcome outcome = ENGINE.apply(
                fixture.url(), Dirs.of("1.sql", endless), OPTIONS.withStatementTimeout(Duration.ofMillis(100)), NOBODY);

        assertThat(outcome).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.problem().sqlState()).isEqualTo("SQLITE_INTERRUPT");
            assertThat(failed.problem().message()).isEqualTo("the statement took longer than PT0.1S and was ended");
        });
    }

    @Test
    void keepsRevisionsOnlyInTheFileItself() {
        ApplyOutcome outcome =
                ENGINE.apply(fixture.url(), Dirs.of("1.sql", USERS), OPTIONS.withRevisionsSchema("x"), NOBODY);

        assertThat(((Refused) outcome).problem().sentence())
                .isEqualTo("cannot store revisions-table in a separate schema (\"x\") with SQLite driver");
    }

    @Test
    @DisplayName("P29 a process killed in the middle of a migration leaves it undone, and the next one does it once")
    void appliesOnceAfterAKillInTheMiddle(@TempDir Path markers) throws Exception {
        MigrationDirectory directory = KilledApply.directory();
        Path marker = markers.resolve("in-the-middle");
        Process child = child(KilledApply.class, marker.toString());
        await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(marker));
        assertThat(Files.readString(fixture.folder().resolve("tenant.db-drover")))
                .startsWith("drover:9:1\0");
        assertThat(ENGINE.apply(fixture.url(), directory, OPTIONS.withLockTimeout(Duration.ofMillis(100)), NOBODY))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.problem().sentence()).contains("drover:9:1"));
        child.destroyForcibly();
        assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();

        ApplyOutcome outcome = ENGINE.apply(fixture.url(), directory, OPTIONS, NOBODY);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Applied.class,
                        applied -> assertThat(applied.files())
                                .extracting(FileResult::fileName)
                                .containsExactly("2_seed.sql"));
        assertThat(fixture.rows("SELECT count(*) FROM users")).containsExactly("2");
        assertThat(fixture.revisions("version, applied, total")).containsExactly("1|1|1", "2|2|2");
    }

    @Test
    @DisplayName("P29 processes that want the same file apply each migration once")
    void runsEachMigrationOnceAmongProcesses() throws Exception {
        Process one = child(CompetingApply.class);
        Process other = child(CompetingApply.class);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !fixture.rows("SELECT name FROM sqlite_master").isEmpty());

        CompetingApply.run(fixture.url());

        assertThat(one.waitFor(60, TimeUnit.SECONDS) && other.waitFor(60, TimeUnit.SECONDS))
                .isTrue();
        assertThat(List.of(one.exitValue(), other.exitValue())).containsExactly(0, 0);
        assertThat(fixture.rows("SELECT count(*), count(DISTINCT x) FROM done"))
                .containsExactly((CompetingApply.FILES - 1) + "|" + (CompetingApply.FILES - 1));
        assertThat(fixture.revisions("version")).hasSize(CompetingApply.FILES);
    }

    @Test
    void readsTimesAndHashesInEveryFormThatAtlasWrote() {
        ENGINE.apply(fixture.url(), Dirs.of("1.sql", USERS), OPTIONS, NOBODY);
        assertThat(fixture.revisions("executed_at").get(0))
                .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(\\.\\d+)?\\+00:00");

        for (String time : List.of(
                "2024-07-21 11:13:45.5+00:00",
                "2024-07-21T11:13:45.5Z",
                "2024-07-21 13:13:45.5 +0200 CEST m=+0.1",
                "2024-07-21 11:13:45.500000000")) {
            fixture.sql("UPDATE atlas_schema_revisions SET partial_hashes = CAST('[\"h1:a=\"]' AS blob),"
                    + " executed_at = '" + time + "'");
            Revision revision = ENGINE.inspect(fixture.url(), null).revision("1");
            assertThat(revision.executedAt()).isEqualTo(Instant.parse("2024-07-21T11:13:45.5Z"));
            assertThat(revision.partialHashes()).containsExactly("h1:a=");
        }
    }

    @Test
    void makesTheRevisionsTableAsAtlasDoes() {
        ENGINE.apply(fixture.url(), Dirs.of("1.sql", USERS), OPTIONS, NOBODY);

        assertThat(fixture.rows("SELECT name, lower(type), \"notnull\", coalesce(dflt_value, ''), pk"
                        + " FROM pragma_table_info('atlas_schema_revisions')"))
                .containsExactly(
                        "version|text|1||1",
                        "description|text|1||0",
                        "type|integer|1|2|0",
                        "applied|integer|1|0|0",
                        "total|integer|1|0|0",
                        "executed_at|datetime|1||0",
                        "execution_time|integer|1||0",
                        "error|text|0||0",
                        "error_stmt|text|0||0",
                        "hash|text|1||0",
                        "partial_hashes|json|0||0",
                        "operator_version|text|1||0");
    }

    private Process child(Class<?> main, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(fixture.url().toString()));
        arguments.addAll(List.of(more));
        return Children.start(main, arguments.toArray(String[]::new));
    }
}
