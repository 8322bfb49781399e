package io.drover.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.report.ApplyReport.Check;
import io.drover.engine.report.ApplyReport.File;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApplyReportTextTest {

    @Test
    void showsWhatWasApplied() {
        File file = new File(
                "20240116000001",
                Duration.ofMillis(5),
                List.of("CREATE TABLE users (id int NOT NULL);", "CREATE TABLE posts (id int NOT NULL);"),
                null);

        assertThat(ApplyReportText.render(
                        new ApplyReport(null, "20240116000001", 1, List.of(file), Duration.ofMillis(10), null)))
                .isEqualTo("""
                        Migrating to version 20240116000001 (1 migrations in total):

                          -- migrating version 20240116000001
                            -> CREATE TABLE users (id int NOT NULL);
                            -> CREATE TABLE posts (id int NOT NULL);
                          -- ok (5ms)

                          -------------------------
                          -- 10ms
                          -- 1 migration
                          -- 2 sql statements
                        """);
    }

    @Test
    void saysWhichFilesWereUndoneWithTheFailingOne() {
        File undone = new File("1", Duration.ofMillis(1), List.of("CREATE TABLE a (id int);"), null, true, List.of());
        File bad = new File("2", Duration.ofMillis(1), List.of("CREATE TABLE b (id int);"), "no");

        assertThat(ApplyReportText.render(new ApplyReport(
                        null,
                        "2",
                        2,
                        List.of(undone, bad),
                        Duration.ofMillis(10),
                        new ApplyReport.Error("CREATE TABLE b (id int);", "no", "…"))))
                .contains("  -- rolled back (1ms)\n", "  -- 1 migration rolled back, 1 with errors\n")
                .doesNotContain("-- ok");
    }

    @Test
    void showsWhereItFailed() {
        File good = new File(
                "20240116000002",
                Duration.ofMillis(1),
                List.of("CREATE TABLE t1 (id int NOT NULL);", "CREATE TABLE t2 (id int NOT NULL);"),
                null);
        File bad = new File(
                "20240116000003",
                Duration.ofMillis(1),
                List.of("CREATE TABLE t3 (id int NOT NULL);", "CREATE TABLE t4 (id int NOT NULL);"),
                "table t4 already exists");
        ApplyReport.Error error =
                new ApplyReport.Error("CREATE TABLE t4 (id int NOT NULL);", "table t4 already exists", "…");

        assertThat(ApplyReportText.render(new ApplyReport(
                        "20240116000001", "20240116000003", 2, List.of(good, bad), Duration.ofMillis(10), error)))
                .isEqualTo("""
                        Migrating to version 20240116000003 from 20240116000001 (2 migrations in total):

                          -- migrating version 20240116000002
                            -> CREATE TABLE t1 (id int NOT NULL);
                            -> CREATE TABLE t2 (id int NOT NULL);
                          -- ok (1ms)

                          -- migrating version 20240116000003
                            -> CREATE TABLE t3 (id int NOT NULL);
                            -> CREATE TABLE t4 (id int NOT NULL);
                            table t4 already exists

                          -------------------------
                          -- 10ms
                          -- 1 migration ok, 1 with errors
                          -- 3 sql statements ok, 1 with errors
                        """);
    }

    @Test
    void countsOnlyErrorsWhereNothingWentWell() {
        File bad = new File("1", Duration.ofMillis(1), List.of("CREATE TABLE t (x int);"), "table t already exists");
        ApplyReport.Error error = new ApplyReport.Error("CREATE TABLE t (x int);", "table t already exists", "…");

        assertThat(ApplyReportText.render(new ApplyReport(null, "1", 1, List.of(bad), Duration.ofMillis(2), error)))
                .endsWith("""
                          -------------------------
                          -- 2ms
                          -- 1 migration with errors
                          -- 1 sql statement with errors
                        """);
    }

    @Test
    void showsChecksBeforeTheirMigration() {
        Check good = new Check(Duration.ofMillis(2), List.of("SELECT 1;", "SELECT true;"), 0, null);
        Check bad = new Check(Duration.ofMillis(2), List.of("SELECT 1;", "SELECT false;"), 1, "assertion failure");
        File first =
                new File("2", Duration.ofMillis(1), List.of("CREATE TABLE t1 (id int);"), null, false, List.of(good));
        File second = new File("3", Duration.ofMillis(1), List.of(), "assertion failure", false, List.of(good, bad));
        ApplyReport.Error error = new ApplyReport.Error("SELECT false;", "assertion failure", "…");

        assertThat(ApplyReportText.render(
                        new ApplyReport("1", "3", 2, List.of(first, second), Duration.ofMillis(10), error)))
                .isEqualTo("""
                        Migrating to version 3 from 1 (2 migrations in total):

                          -- checks before migrating version 2
                            -> SELECT 1;
                            -> SELECT true;
                          -- ok (2ms)

                          -- migrating version 2
                            -> CREATE TABLE t1 (id int);
                          -- ok (1ms)

                          -- checks before migrating version 3
                            -> SELECT 1;
                            -> SELECT true;
                          -- ok (2ms)

                          -- checks before migrating version 3
                            -> SELECT 1;
                            -> SELECT false;
                            assertion failure

                          -------------------------
                          -- 10ms
                          -- 1 migration ok, 1 with errors
                          -- 5 checks ok, 1 failure
                          -- 1 sql statement
                        """);
        File alone = new File(
                "3", Duration.ZERO, List.of(), "no", false, List.of(new Check(Duration.ZERO, List.of("a"), 1, "no")));
        assertThat(ApplyReportText.render(new ApplyReport(null, "3", 1, List.of(alone), Duration.ZERO, error)))
                .endsWith("  -- 1 migration with errors\n  -- 1 check error\n");
    }

    @Test
    void saysThatNothingWasToDo() {
        assertThat(ApplyReportText.render(ApplyReport.nothingPending("1")))
                .isEqualTo("No migration files to execute\n");
    }

    @Test
    void indentsTheLinesOfAStatement() {
        File file = new File("1", Duration.ofNanos(1_106_417), List.of("CREATE TABLE t (\n  x int\n);"), null);

        assertThat(ApplyReportText.render(new ApplyReport(null, "1", 1, List.of(file), Duration.ofMillis(2), null)))
                .contains("    -> CREATE TABLE t (\n         x int\n       );\n  -- ok (1.106417ms)\n")
                .endsWith("  -- 1 sql statement\n");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0s",
        "1, 1ns",
        "1500, 1.5µs",
        "1106417, 1.106417ms",
        "5000000, 5ms",
        "10000000, 10ms",
        "1500000000, 1.5s",
        "60000000000, 1m0s",
        "123000000000, 2m3s",
        "3723000000001, 1h2m3.000000001s"
    })
    void printsDurationsAsGoDoes(long nanos, String text) {
        assertThat(GoDuration.format(Duration.ofNanos(nanos))).isEqualTo(text);
    }
}
