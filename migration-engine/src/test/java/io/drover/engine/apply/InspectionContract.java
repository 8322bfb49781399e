package io.drover.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.apply.ApplyOutcome.Applied;
import io.drover.engine.apply.ApplyOutcome.UpToDate;
import io.drover.engine.apply.RunInspection.Finding;
import io.drover.engine.directory.MigrationDirectory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every database says about a run that nobody hears of any more. */
interface InspectionContract {

    String USERS = EngineContract.USERS;
    String SEED = EngineContract.SEED;
    MigrationEngine ENGINE = EngineContract.ENGINE;
    MigrationDirectory BOTH = Dirs.of("1_users.sql", USERS, "2_seed.sql", SEED);
    ApplyOptions RUN = ApplyOptions.defaults()
            .withRunId("9")
            .withApplicationName("drover:9:1")
            .withMayCreateFile(false);

    TargetFixture target();

    @AfterEach
    default void leavesNothingBehind() {
        target().close();
    }

    private ApplyOutcome apply(MigrationDirectory directory, ApplyOptions options) {
        return ENGINE.apply(target().url(), directory, options, event -> {});
    }

    private RunInspection inspect(MigrationDirectory directory, ApplyOptions options) {
        return ENGINE.inspect(target().url(), directory, options);
    }

    @Test
    @DisplayName("P21 a run that left nothing to do is done, and its revisions tell what it did")
    default void findsARunDone() {
        apply(Dirs.of("1_users.sql", USERS), RUN.withRunId("8"));
        apply(BOTH, RUN);

        RunInspection found = inspect(BOTH, RUN);

        assertThat(found.finding()).isEqualTo(Finding.DONE);
        assertThat(found.from()).isEqualTo("1");
        assertThat(found.current()).isEqualTo("2");
        assertThat(found.nothingPending()).isTrue();
        assertThat(found.files()).extracting(FileResult::fileName).containsExactly("2_seed.sql");
        assertThat(found.problem()).isNull();
        assertThat(inspect(BOTH, RUN.withRunId("7")).files())
                .as("another run had nothing to do")
                .isEmpty();
    }

    @Test
    @DisplayName("P21 a run that left something to do is open, and looking changes nothing")
    default void findsARunOpen() {
        RunInspection untouched = inspect(BOTH, RUN);
        apply(Dirs.of("1_users.sql", USERS), RUN);

        RunInspection half = inspect(BOTH, RUN);

        assertThat(untouched.finding()).isEqualTo(Finding.OPEN);
        assertThat(untouched.current()).isNull();
        assertThat(half.finding()).isEqualTo(Finding.OPEN);
        assertThat(half.current()).isEqualTo("1");
        assertThat(half.from()).isNull();
        assertThat(half.files()).extracting(FileResult::fileName).containsExactly("1_users.sql");
        assertThat(half.nothingPending()).isFalse();
        assertThat(target().revisions("version")).containsExactly("1");
    }

    @Test
    @DisplayName("P21 what a run was to do ends at its limits, and a second sending does not go beyond them")
    default void knowsTheLimitsOfARun() {
        MigrationDirectory three =
                Dirs.of("1_users.sql", USERS, "2_seed.sql", SEED, "3_c.sql", "CREATE TABLE c (x int);");
        ApplyOptions one = RUN.withAmount(1);
        apply(three, one);

        RunInspection amount = inspect(three, one);
        ApplyOutcome again = apply(three, one);

        assertThat(amount.finding()).isEqualTo(Finding.DONE);
        assertThat(amount.nothingPending()).isFalse();
        assertThat(again).isInstanceOfSatisfying(UpToDate.class, upToDate -> {
            assertThat(upToDate.nothingPending()).isFalse();
            assertThat(upToDate.reconciledFiles()).hasSize(1);
        });
        assertThat(inspect(three, RUN.withAmount(2)).finding()).isEqualTo(Finding.OPEN);
        assertThat(apply(three, RUN.withAmount(2)).current()).isEqualTo("2");
        assertThat(inspect(three, RUN.withToMigration("2")).finding()).isEqualTo(Finding.DONE);
        assertThat(inspect(three, RUN.withToMigration("3")).finding()).isEqualTo(Finding.OPEN);
    }

    @Test
    @DisplayName("P21 an execution of the run that is alive is seen, one of another run is not taken for it")
    default void seesWhoIsAtIt() {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        CompletableFuture<ApplyOutcome> alive =
                CompletableFuture.supplyAsync(() -> ENGINE.apply(target().url(), BOTH, RUN, event -> {
                    held.countDown();
                    Waiting.on(release);
                }));
        Waiting.on(held);

        RunInspection found = inspect(BOTH, RUN);
        RunInspection other = inspect(BOTH, RUN.withRunId("99"));
        RunInspection without = inspect(BOTH, RUN.withRunId(null).withApplicationName(null));

        release.countDown();
        assertThat(found.finding()).isEqualTo(Finding.STILL_RUNNING);
        assertThat(found.holder()).startsWith("drover:9:1");
        assertThat(other.finding()).isEqualTo(Finding.OPEN);
        assertThat(without.finding())
                .as("what is read in the middle is no answer")
                .isEqualTo(Finding.STILL_RUNNING);
        assertThat(alive.join()).isInstanceOf(Applied.class);
        assertThat(inspect(BOTH, RUN).finding()).isEqualTo(Finding.DONE);
    }

    @Test
    @DisplayName("P29 P21 a statement of which nobody knows whether it ran is told with the finding")
    default void tellsWhatIsAmbiguous() {
        String text = "-- atlas:txmode none\n\n" + USERS + "INSERT INTO nowhere VALUES (1);\n";
        MigrationDirectory directory = Dirs.of("1_users.sql", text);
        apply(directory, RUN);
        target().sql("UPDATE " + target().revisionsPrefix() + "atlas_schema_revisions SET error = 'drover: executing'");

        RunInspection found = inspect(directory, RUN);

        assertThat(found.finding()).isEqualTo(Finding.OPEN);
        assertThat(found.problem().code()).isEqualTo("ambiguous");
        assertThat(found.problem().statement()).isEqualTo(2);
        assertThat(found.current()).isEqualTo("1");
        assertThat(found.files()).extracting(FileResult::applied).containsExactly(1);
    }

    @Test
    @DisplayName(
            "P29 the intent is in the revisions table, committed, before a statement outside of a transaction runs")
    default void announcesEachStatementBeforeItRuns() {
        String table = target().revisionsPrefix() + "atlas_schema_revisions";
        String seen = "INSERT INTO seen SELECT applied, error, error_stmt FROM " + table + " WHERE version = '1';";
        String text = "-- atlas:txmode none\n\nCREATE TABLE seen (applied int, error text, stmt text);\n" + seen + "\n"
                + seen.replace("seen SELECT", "seen  SELECT") + "\n";

        apply(Dirs.of("1_seen.sql", text), RUN);

        assertThat(target().rows("SELECT applied, error, stmt FROM seen ORDER BY applied"))
                .containsExactly(
                        "1|drover: executing|" + seen,
                        "2|drover: executing|" + seen.replace("seen SELECT", "seen  SELECT"));
        assertThat(target().revisions("applied, total, error, error_stmt")).containsExactly("3|3||");
    }

    @Test
    @DisplayName("P21 what an apply would refuse is told with the finding")
    default void tellsWhatAnApplyWouldRefuse() {
        apply(Dirs.of("1_users.sql", USERS, "3_c.sql", "CREATE TABLE c (x int);"), RUN);

        RunInspection late =
                inspect(Dirs.of("1_users.sql", USERS, "2_b.sql", SEED, "3_c.sql", "CREATE TABLE c (x int);"), RUN);
        RunInspection unknown = inspect(BOTH, RUN.withToMigration("9"));

        assertThat(late.finding()).isEqualTo(Finding.OPEN);
        assertThat(late.problem().code()).isEqualTo("out-of-order");
        assertThat(late.files()).hasSize(2);
        assertThat(unknown.finding()).isEqualTo(Finding.OPEN);
        assertThat(unknown.problem().code()).isEqualTo("unknown-version");
    }

    @Test
    @DisplayName("P21 a baseline that is not written yet is left to do")
    default void aBaselineIsLeftToDo() {
        target().sql(USERS);
        MigrationDirectory directory = Dirs.of("1_users.sql", USERS);
        ApplyOptions baseline = RUN.withBaseline("1");

        RunInspection before = inspect(directory, baseline);
        ApplyOutcome outcome = apply(directory, baseline);

        assertThat(before.finding()).isEqualTo(Finding.OPEN);
        assertThat(before.nothingPending()).isFalse();
        assertThat(outcome.nothingPending()).isTrue();
        RunInspection after = inspect(directory, baseline);
        assertThat(after.finding()).isEqualTo(Finding.DONE);
        assertThat(after.from()).isEqualTo("1");
        assertThat(after.files()).isEmpty();
    }

    @Test
    @DisplayName("P20 a listener that throws before the first statement leaves the target as it was")
    default void nothingIsChangedBeforeItIsAnnounced() {
        List<String> before = target().rows(tables());
        CompletableFuture<ApplyOutcome> stopped =
                CompletableFuture.supplyAsync(() -> ENGINE.apply(target().url(), BOTH, RUN, event -> {
                    throw new IllegalStateException("not now");
                }));

        assertThat(stopped)
                .failsWithin(Duration.ofSeconds(30))
                .withThrowableThat()
                .withMessageContaining("not now");

        assertThat(target().rows(tables())).isEqualTo(before);
    }

    /** A query for the names of all tables that are not the database's own. */
    String tables();
}
