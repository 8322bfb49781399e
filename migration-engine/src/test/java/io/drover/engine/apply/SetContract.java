package io.drover.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.apply.ApplyOutcome.Applied;
import io.drover.engine.apply.ApplyOutcome.UpToDate;
import io.drover.engine.directory.MigrationDirectory;
import io.drover.engine.report.SetReport;
import io.drover.engine.report.SetReport.Change;
import io.drover.engine.report.SetReportText;
import io.drover.engine.report.StatusReportText;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every database owes when a person says what a target is at, and asks for it. */
interface SetContract {

    String A = "CREATE TABLE a (x int);";
    MigrationDirectory THREE = Dirs.of("1_a.sql", A, "2_b.sql", A.replace(" a ", " b "), "3_c.sql", "SELECT 1;");
    String HALF = "-- atlas:txmode none\n\n" + A + "\nINSERT INTO nowhere VALUES (1);\n";
    MigrationEngine ENGINE = new MigrationEngine("1.2.3");
    ApplyOptions OPTIONS = ApplyOptions.defaults();

    /** The same database for the whole of a test. */
    TargetFixture target();

    @AfterEach
    default void leavesNothingBehind() {
        target().close();
    }

    private ApplyOutcome apply(MigrationDirectory directory, ApplyOptions options) {
        return ENGINE.apply(target().url(), directory, options, event -> {});
    }

    private SetOutcome set(MigrationDirectory directory, String version) {
        return ENGINE.set(target().url(), directory, version, OPTIONS);
    }

    private String status(MigrationDirectory directory) {
        TargetStatus status = ENGINE.status(target().url(), directory, OPTIONS);
        assertThat(status.problem()).isNull();
        return StatusReportText.render(status.report());
    }

    @Test
    default void saysOfFilesUpToTheVersionThatTheyAreThereAndExecutesNone() {
        SetOutcome outcome = set(THREE, "2");

        assertThat(outcome)
                .isEqualTo(new SetOutcome(
                        new SetReport("2", List.of(new Change("1", "a", false), new Change("2", "b", false))), null));
        assertThat(target().revisions("version, description, type, applied, total, error, error_stmt, hash," + " "
                        + target().asText("partial_hashes") + ", operator_version"))
                .containsExactly(
                        "1|a|4|0|0|||" + THREE.migrations().get(0).entryHash() + "|null|Drover v1.2.3",
                        "2|b|4|0|0|||" + THREE.migrations().get(1).entryHash() + "|null|Drover v1.2.3");
        target().sql(A);
        assertThat(apply(THREE, OPTIONS)).isInstanceOfSatisfying(Applied.class, applied -> {
            assertThat(applied.from()).isEqualTo("2");
            assertThat(applied.to()).isEqualTo("3");
        });
    }

    @Test
    default void deletesWhatIsNewerAndIsPrintedAsAtlasDoes() {
        apply(THREE, OPTIONS);

        SetOutcome outcome = set(THREE, "1");

        assertThat(SetReportText.render(outcome.report())).isEqualTo("""
                Current version is 1 (2 removed):

                  - 2 (b)
                  - 3 (c)

                """);
        assertThat(target().revisions("version, type, applied, total")).containsExactly("1|2|1|1");
    }

    @Test
    default void changesNothingTheSecondTime() {
        set(THREE, "2");
        List<String> before = target().revisions("*");

        SetOutcome again = set(THREE, "2");

        assertThat(again).isEqualTo(new SetOutcome(new SetReport("2", List.of()), null));
        assertThat(SetReportText.render(again.report())).isEmpty();
        assertThat(target().revisions("*")).isEqualTo(before);
    }

    @Test
    default void aFileThatIsPartlyAppliedCountsAsDoneFromThenOn() {
        MigrationDirectory half = Dirs.of("1_a.sql", HALF, "2_b.sql", A.replace(" a ", " b "));
        apply(half, OPTIONS);

        SetOutcome outcome = set(half, "1");

        assertThat(outcome.report()).isEqualTo(new SetReport("1", List.of(new Change("1", "a", false))));
        assertThat(target().revisions("version, type, applied, total")).containsExactly("1|6|1|2");
        assertThat(apply(half, OPTIONS))
                .isInstanceOfSatisfying(
                        Applied.class,
                        applied -> assertThat(applied.files())
                                .extracting(FileResult::fileName)
                                .containsExactly("2_b.sql"));
        assertThat(apply(half, OPTIONS)).isInstanceOf(UpToDate.class);
    }

    @Test
    @DisplayName("P29 a statement of which nobody knows whether it ran is settled by setting its file")
    default void settlesAnAmbiguousFile() {
        MigrationDirectory half = Dirs.of("1_a.sql", HALF);
        apply(half, OPTIONS);
        target().sql("UPDATE " + target().revisionsPrefix() + "atlas_schema_revisions SET error = 'drover: executing'");

        assertThat(set(half, "1").problem()).isNull();

        assertThat(apply(half, OPTIONS)).isInstanceOf(UpToDate.class);
    }

    @Test
    default void fillsTheGapsOfFilesThatCameTooLateButNotHistoryThatABaselineHides() {
        apply(Dirs.of("2_b.sql", A.replace(" a ", " b "), "4_d.sql", "SELECT 1;"), OPTIONS);
        MigrationDirectory all =
                Dirs.of("1_a.sql", A, "2_b.sql", A.replace(" a ", " b "), "3_c.sql", A, "4_d.sql", "SELECT 1;");

        SetOutcome outcome = set(all, null);

        assertThat(outcome.report()).isEqualTo(new SetReport("4", List.of(new Change("3", "c", false))));
        assertThat(apply(all, OPTIONS)).isInstanceOf(UpToDate.class);
    }

    @Test
    default void withoutAVersionTheNewestIsMeantAndWithoutFilesNone() {
        apply(Dirs.of("1_a.sql", A), OPTIONS);

        assertThat(set(THREE, null).report().current()).isEqualTo("3");
        SetOutcome emptied = set(MigrationDirectory.of(List.of(), null), null);

        assertThat(SetReportText.render(emptied.report())).isEqualTo("""
                All revisions deleted (3 in total):

                  - 1 (a)
                  - 2 (b)
                  - 3 (c)

                """);
        assertThat(target().revisions("version")).isEmpty();
    }

    @Test
    default void refusesAVersionThatTheDirectoryDoesNotHaveAndTouchesNothing() {
        assertThat(set(THREE, "9").problem().sentence()).isEqualTo("migration with version \"9\" not found");
        assertThat(set(THREE, null).problem().sentence())
                .isEqualTo("a target without revisions is set to a version only when the version is named");
        assertThat(ENGINE.inspect(target().url(), null).tableExists()).isFalse();
    }

    @Test
    @DisplayName("P28 setting waits for the lock of the target like an execution")
    default void waitsForTheLock() {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        CompletableFuture<ApplyOutcome> first = CompletableFuture.supplyAsync(
                () -> ENGINE.apply(target().url(), THREE, OPTIONS.withApplicationName("drover:42:1"), event -> {
                    held.countDown();
                    Waiting.on(release);
                }));
        Waiting.on(held);

        SetOutcome outcome = ENGINE.set(target().url(), THREE, "1", OPTIONS.withLockTimeout(Duration.ofMillis(200)));

        release.countDown();
        assertThat(outcome.problem().code()).isEqualTo("lock-held");
        assertThat(first.join()).isInstanceOf(Applied.class);
        assertThat(target().revisions("version")).containsExactly("1", "2", "3");
    }

    @Test
    default void leavesTheRowsOfAtlasThatAreMetadataAlone() {
        apply(THREE, OPTIONS);
        target().sql("INSERT INTO " + target().revisionsPrefix() + "atlas_schema_revisions"
                + " (version, description, executed_at, execution_time, hash, operator_version)"
                + " VALUES ('.atlas_cloud_identifier', 'uuid', " + target().atlasTime() + ", 0, '', 'Atlas CLI')");

        set(MigrationDirectory.of(List.of(), null), null);

        assertThat(target().revisions("version")).containsExactly(".atlas_cloud_identifier");
    }

    @Test
    default void tellsTheStatusOfATargetThatWasNeverMigratedAndOfOneThatIsThere() {
        assertThat(status(THREE)).isEqualTo("""
                Migration Status: PENDING
                  -- Current Version: No migration applied yet
                  -- Next Version:    1
                  -- Executed Files:  0
                  -- Pending Files:   3
                """);
        assertThat(ENGINE.inspect(target().url(), null).tableExists()).isFalse();
        apply(THREE, OPTIONS);

        assertThat(status(THREE)).isEqualTo("""
                Migration Status: OK
                  -- Current Version: 3
                  -- Next Version:    Already at latest version
                  -- Executed Files:  3
                  -- Pending Files:   0
                """);
    }

    @Test
    default void tellsWhatTheLastAttemptMetAndWhenAPersonHasSettledIt() {
        MigrationDirectory half = Dirs.of("1_a.sql", HALF, "2_b.sql", A);
        apply(half, OPTIONS);
        String words =
                ENGINE.inspect(target().url(), null).revision("1").error().replace('\n', ' ');

        assertThat(status(half)).isEqualTo("""
                Migration Status: PENDING
                  -- Current Version: 1 (1 statements applied)
                  -- Next Version:    1 (1 statements left)
                  -- Executed Files:  1 (last one partially)
                  -- Pending Files:   2

                Last migration attempt had errors:
                  -- SQL:   INSERT INTO nowhere VALUES (1);
                  -- ERROR: %s
                """.formatted(words));
        set(half, "1");
        assertThat(status(half)).isEqualTo("""
                Migration Status: PENDING
                  -- Current Version: 1
                  -- Next Version:    2
                  -- Executed Files:  1
                  -- Pending Files:   1
                """);
    }

    @Test
    @DisplayName("P29 the status says of a statement that nobody knows whether it ran")
    default void tellsAnAmbiguousStatement() {
        apply(Dirs.of("1_a.sql", HALF), OPTIONS);
        target().sql("UPDATE " + target().revisionsPrefix() + "atlas_schema_revisions SET error = 'drover: executing'");

        assertThat(status(Dirs.of("1_a.sql", HALF)))
                .contains("  -- ERROR: statement 2 of \"1_a.sql\" was being executed when its executor died:"
                        + " it is unknown whether it ran\n");
    }

    @Test
    default void tellsWhichFilesCameTooLate() {
        apply(Dirs.of("1_a.sql", A, "3_c.sql", "SELECT 1;"), OPTIONS);

        assertThat(status(THREE)).isEqualTo("""
                Migration Status: PENDING
                  -- Current Version: 3
                  -- Next Version:    UNKNOWN
                  -- Executed Files:  2
                  -- Pending Files:   1 (out of order)

                  ERROR: migration file 2_b.sql was added out of order. See: https://atlasgo.io/versioned/apply#non-linear-error
                """);
        MigrationDirectory more =
                Dirs.of("1_a.sql", A, "2_b.sql", "SELECT 2;", "3_c.sql", "SELECT 1;", "4_d.sql", "SELECT 4;");
        assertThat(status(more)).contains("  -- Next Version:    4\n", "  -- Pending Files:   2 (1 out of order)\n");
        assertThat(ENGINE.status(target().url(), more, OPTIONS.withExecOrder(ExecOrder.NON_LINEAR))
                        .report()
                        .next())
                .isEqualTo("2");
    }

    @Test
    default void beginsAtACheckpointAndMissesAFileThatIsGone() {
        MigrationDirectory checkpoint = Dirs.of("1_a.sql", A, "2_c.sql", "-- atlas:checkpoint\n\n" + A);
        assertThat(status(checkpoint)).contains("  -- Next Version:    2 (checkpoint)\n", "  -- Pending Files:   1\n");
        apply(Dirs.of("1_a.sql", HALF), OPTIONS);

        TargetStatus status = ENGINE.status(target().url(), Dirs.of("2_b.sql", A), OPTIONS);

        assertThat(status.report()).isNull();
        assertThat(status.problem().code()).isEqualTo("missing-migration");
    }
}
