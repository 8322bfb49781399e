package io.drover.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.apply.ApplyOutcome.Applied;
import io.drover.engine.apply.ApplyOutcome.Failed;
import io.drover.engine.apply.ApplyOutcome.Refused;
import io.drover.engine.directory.MigrationDirectory;
import io.drover.engine.report.ApplyReportText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every database owes to a migration that asks before it changes something. */
interface CheckContract {

    MigrationEngine ENGINE = new MigrationEngine("1.2.3");
    ApplyOptions OPTIONS = ApplyOptions.defaults();
    String USERS = "CREATE TABLE users (id int NOT NULL PRIMARY KEY, name varchar(50));\n";
    String EMPTY = "SELECT NOT EXISTS (SELECT * FROM users);";

    TargetFixture target();

    @AfterEach
    default void leavesNothingBehind() {
        target().close();
    }

    private ApplyOutcome apply(MigrationDirectory directory) {
        return ENGINE.apply(target().url(), directory, OPTIONS, event -> {});
    }

    private static MigrationDirectory dropping(String checks) {
        return Dirs.of(
                "1_users.sql", USERS, "2_drop.sql", archive("", checks, "DROP TABLE users;\nCREATE TABLE b (x int);"));
    }

    private static String archive(String directive, String checks, String migration) {
        return "-- atlas:txtar\n" + directive + "\n" + checks + "\n-- migration.sql --\n" + migration
                + "\n-- down.sql --\nCREATE TABLE never (x int);\n";
    }

    @Test
    default void executesAFileWhoseChecksHoldAndCountsOnlyItsStatements() {
        MigrationDirectory directory = dropping("-- checks.sql --\n" + EMPTY + "\nSELECT 1 = 1;");

        ApplyOutcome outcome = apply(directory);

        assertThat(outcome).isInstanceOfSatisfying(Applied.class, applied -> {
            FileResult file = applied.files().get(1);
            assertThat(file.total()).isEqualTo(2);
            assertThat(file.checks()).hasSize(1);
            assertThat(file.checks().get(0).assertions())
                    .extracting(CheckResult.Assertion::text)
                    .containsExactly(EMPTY, "SELECT 1 = 1;");
            byte[] content = directory.migrations().get(1).content();
            assertThat(file.statements())
                    .extracting(s -> new String(content, s.offset(), s.length(), StandardCharsets.UTF_8))
                    .containsExactly("DROP TABLE users;", "CREATE TABLE b (x int);");
        });
        assertThat(target().revisions("version, applied, total")).containsExactly("1|1|1", "2|2|2");
        assertThat(ApplyReportText.render(outcome.report()))
                .contains(
                        "  -- checks before migrating version 2\n    -> " + EMPTY + "\n    -> SELECT 1 = 1;\n  -- ok (")
                .endsWith("  -- 2 migrations\n  -- 2 checks\n  -- 3 sql statements\n");
        target().sql("CREATE TABLE never (x int)");
    }

    @Test
    default void executesNothingOfAFileOfWhichACheckDoesNotHold() {
        apply(Dirs.of("1_users.sql", USERS));
        target().sql("INSERT INTO users VALUES (1, 'a8m')");
        String checks = "-- checks/one.sql --\nSELECT 1 = 1;\n-- checks/two.sql --\nSELECT 1 = 2;\n" + EMPTY;
        List<EngineEvent> events = new ArrayList<>();

        ApplyOutcome outcome = ENGINE.apply(
                target().url(), dropping(checks + "\n-- checks.sql --\nSELECT 1 = 1;"), OPTIONS, events::add);

        String message = "2 of 2 assertions failed: check assertion \"" + EMPTY + "\" returned false";
        assertThat(outcome).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.problem())
                    .isEqualTo(new Problem.CheckFailed("2_drop.sql", "2", "checks/two.sql", EMPTY, message, null));
            assertThat(failed.problem().code()).isEqualTo("check-failed");
            assertThat(failed.problem().sentence()).isEqualTo(message);
            assertThat(failed.current()).isEqualTo("1");
            assertThat(failed.files().get(0).checks())
                    .extracting(CheckResult::ok)
                    .containsExactly(true, false);
            assertThat(failed.files().get(0).statements()).isEmpty();
        });
        assertThat(target().revisions("version")).containsExactly("1");
        assertThat(target().rows("SELECT name FROM users")).containsExactly("a8m");
        assertThat(ApplyReportText.render(outcome.report()))
                .contains("    -> SELECT 1 = 2;\n    -> " + EMPTY + "\n    " + message + "\n\n  ----")
                .doesNotContain("-- migrating version")
                .endsWith("  -- 1 migration with errors\n  -- 1 check ok, 2 failures\n");
        assertThat(events)
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly("Planned", "FileStarted", "CheckDone", "CheckDone", "FileDone");
        target().sql("DELETE FROM users");
        assertThat(apply(dropping("-- checks.sql --\n" + EMPTY))).isInstanceOf(Applied.class);
    }

    @Test
    default void isContentWithOneAnswerWhereOneIsAskedFor() {
        String oneOf = "-- checks.sql --\n-- atlas:assert oneof\n\nSELECT 1 = 2;\n";
        assertThat(apply(dropping(oneOf + "SELECT 3 = 4;"))).isInstanceOf(Failed.class);

        ApplyOutcome outcome = apply(dropping(oneOf + EMPTY));

        assertThat(outcome).isInstanceOf(Applied.class);
        assertThat(ApplyReportText.render(outcome.report())).contains("  -- 2 checks\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT NULL|returned NULL",
                "SELECT 1 WHERE 1 = 2|returned no row",
                "SELECT 1 UNION ALL SELECT 2|returned more than one row",
                "SELECT 1, 2|returned more than one column",
                "SELECT 'perhaps'|returned neither true nor false",
                "SELECT 0|returned false"
            })
    default void takesNothingForTrueThatIsNot(String question, String answer) {
        assertThat(apply(dropping("-- checks.sql --\n" + question + ";")))
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.problem().message())
                                .isEqualTo(
                                        "1 of 1 assertions failed: check assertion \"" + question + ";\" " + answer));
    }

    @Test
    default void failsWithTheWordsOfTheDatabaseWhereItCannotBeAsked() {
        String oneOf = "-- checks.sql --\n-- atlas:assert oneof\n\nSELECT 1 = 1;\n";

        ApplyOutcome outcome = apply(dropping(oneOf + "SELECT count(*) FROM nowhere;\nSELECT 1 = 1;"));

        assertThat(outcome).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.problem().message())
                    .startsWith("1 of 3 assertions failed: check assertion \"SELECT count(*) FROM nowhere;\" failed: ")
                    .contains("nowhere");
            assertThat(failed.problem().sqlState()).isNotNull();
        });
        assertThat(target().revisions("version")).containsExactly("1");
        assertThat(apply(dropping("-- checks.sql --\n" + EMPTY))).isInstanceOf(Applied.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"DELETE FROM users;", "COMMIT;", "PRAGMA query_only = off;", "DO $$ BEGIN END $$;", "BEGIN;"})
    default void refusesAnythingButQuestionsBeforeAnythingRuns(String statement) {
        ApplyOutcome outcome = apply(dropping("-- checks.sql --\nSELECT 1 = 1;\n" + statement));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.problem().sentence())
                                .isEqualTo("checks.sql of \"2_drop.sql\" holds \"" + statement + "\": a check asks the"
                                        + " database, it begins with SELECT, WITH, VALUES or TABLE"));
        assertThat(target().url().isMemory()).isFalse();
        target().sql(USERS);
    }

    @Test
    default void refusesAPolicyThatWouldNotBeFollowed() {
        assertThat(apply(dropping("-- checks.sql --\n-- atlas:assert oneof\nSELECT 1 = 2;\n" + EMPTY)))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.problem().sentence())
                                .isEqualTo(
                                        "checks.sql of \"2_drop.sql\": atlas:assert oneof needs an empty line below it"
                                                + " to count for the section"));
    }

    @Test
    default void saysInWhichLineOfTheFileAnArchiveCannotBeCut() {
        assertThat(apply(dropping("-- checks.sql --\nSELECT 1 = 1;\nSELECT 'x;")))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.problem().message()).isEqualTo("5:8: unclosed quote '\\''"));
    }

    @Test
    default void checksAFileWithoutTransactionOnceAndNotWhenItGoesOn() {
        String checks = "-- checks.sql --\n" + EMPTY;
        String good = "INSERT INTO users VALUES (1, 'a');\n";
        String directive = "-- atlas:txmode none\n";
        apply(Dirs.of("1_users.sql", USERS));
        String bad = archive(directive, checks, good + "INSERT INTO nowhere VALUES (1);");
        assertThat(apply(Dirs.of("1_users.sql", USERS, "2_x.sql", bad))).isInstanceOf(Failed.class);
        assertThat(target().revisions("version, applied, total")).containsExactly("1|1|1", "2|1|2");

        String repaired = archive(directive, checks, good + "INSERT INTO users VALUES (2, 'b');");
        ApplyOutcome outcome = apply(Dirs.of("1_users.sql", USERS, "2_x.sql", repaired));

        assertThat(outcome).isInstanceOf(Applied.class);
        assertThat(target().rows("SELECT id FROM users ORDER BY id")).containsExactly("1", "2");
        assertThat(apply(Dirs.of("1_users.sql", USERS, "2_x.sql", repaired, "3_x.sql", repaired)))
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.problem().code()).isEqualTo("check-failed"));
        assertThat(target().revisions("version")).containsExactly("1", "2");
    }

    @ParameterizedTest
    @EnumSource(TxMode.class)
    default void seesWhatTheFilesBeforeItDid(TxMode mode) {
        MigrationDirectory directory = dropping("-- checks.sql --\n" + EMPTY);

        ApplyOutcome outcome = ENGINE.apply(target().url(), directory, OPTIONS.withTxMode(mode), event -> {});

        assertThat(outcome).isInstanceOf(Applied.class);
        assertThat(target().revisions("version")).containsExactly("1", "2");
    }

    @Test
    default void showsInAPlanWhatWouldBeAsked() {
        Plan plan = ENGINE.plan(target().url(), dropping("-- checks.sql --\n" + EMPTY), OPTIONS);

        assertThat(plan.files().get(1).checks()).containsExactly(new Plan.PlannedCheck("checks.sql", List.of(EMPTY)));
        assertThat(plan.files().get(1).statements()).hasSize(2);
        target().sql(USERS);
    }
}
