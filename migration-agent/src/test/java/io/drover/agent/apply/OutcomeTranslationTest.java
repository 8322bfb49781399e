package io.drover.agent.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.contracts.RunEvent;
import io.drover.contracts.RunFinished;
import io.drover.contracts.RunFinished.AppliedFile;
import io.drover.contracts.RunFinished.StatementTiming;
import io.drover.contracts.RunRef;
import io.drover.contracts.RunReturned;
import io.drover.contracts.RunState;
import io.drover.engine.apply.ApplyOutcome;
import io.drover.engine.apply.FileResult;
import io.drover.engine.apply.Problem;
import io.drover.engine.apply.StatementResult;
import io.drover.kit.event.EventCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class OutcomeTranslationTest {
    private static final Instant BEGIN = Instant.parse("2026-07-01T10:00:00Z");
    private static final String SERVER = "postgres:7/16384";
    private static final RunAnswer ANSWER =
            new RunAnswer(new RunRef(1, 77, 3, 4, 1, 0), "agent-1", "db-per-tenant", "d".repeat(64), BEGIN);

    @Test
    void appliedIsSucceededWithFilesAndByteRanges() {
        RunFinished event = finished(new ApplyOutcome.Applied(
                "1", "2", "2", List.of(file("2_b.sql", 2)), true, List.of(), Duration.ZERO, SERVER));

        assertThat(event.state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(event.reason()).isNull();
        assertThat(event.from()).isEqualTo("1");
        assertThat(event.to()).isEqualTo("2");
        assertThat(event.nothingPending()).isTrue();
        AppliedFile file = event.files().get(0);
        assertThat(file.name()).isEqualTo("2_b.sql");
        assertThat(file.statements())
                .containsExactly(new StatementTiming(0, 9, 1_000), new StatementTiming(10, 9, 1_000));
    }

    @Test
    void nothingToDoIsNoAction() {
        RunFinished event = finished(new ApplyOutcome.UpToDate("2", "2", true, List.of(), SERVER));

        assertThat(event.state()).isEqualTo(RunState.NO_ACTION);
        assertThat(event.to()).isNull();
        assertThat(event.current()).isEqualTo("2");
    }

    @Test
    @DisplayName("P14 nothing pending but revisions of this run: SUCCEEDED reconciled with those files")
    void revisionsOfThisRunAreReconciled() {
        RunFinished event = finished(new ApplyOutcome.UpToDate("1", "2", true, List.of(file("2_b.sql", 1)), SERVER));

        assertThat(event.state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(event.reason()).isEqualTo("reconciled");
        assertThat(event.to()).isEqualTo("2");
        assertThat(event.files()).extracting(AppliedFile::name).containsExactly("2_b.sql");
    }

    @Test
    void emptyFilesThatWereRolledBackAreNotTold() {
        Problem problem = new Problem.CommitFailed("4_d.sql", "4", "no", null, null, null);
        List<FileResult> files =
                List.of(undone("1_a.sql", 0), undone("2_b.sql", 2), file("3_c.sql", 0), undone("4_d.sql", 0));

        RunFinished event =
                finished(new ApplyOutcome.Failed(null, "4", null, 4, files, problem, List.of(), Duration.ZERO, SERVER));

        assertThat(event.files()).extracting(AppliedFile::name).containsExactly("2_b.sql", "3_c.sql", "4_d.sql");
    }

    private static FileResult undone(String name, int statements) {
        return new FileResult(name, name.substring(0, 1), "", 0, statements, BEGIN, Duration.ZERO, List.of(), false);
    }

    @Test
    @DisplayName("P14 files of an earlier sending are told before the one that fails now")
    void reconciledFilesComeBeforeTheFailingOne() {
        Problem problem = new Problem.CommitFailed("3_c.sql", "3", "no", null, null, null);
        List<FileResult> earlier = List.of(file("1_a.sql", 1), file("2_b.sql", 1));

        RunFinished failed = finished(new ApplyOutcome.Failed(
                "2", "3", "2", 1, List.of(file("3_c.sql", 1)), problem, earlier, Duration.ZERO, SERVER));
        RunFinished refused = finished(new ApplyOutcome.Refused("2", "2", problem, earlier, null));

        assertThat(failed.state()).isEqualTo(RunState.FAILED);
        assertThat(failed.files()).extracting(AppliedFile::name).containsExactly("1_a.sql", "2_b.sql", "3_c.sql");
        assertThat(refused.files()).extracting(AppliedFile::name).containsExactly("1_a.sql", "2_b.sql");
    }

    @Test
    @DisplayName("P22 a lock held by the same run is given back, by another run is a failure")
    void aLockTellsByItsHolder() {
        assertThat(translate(refused(new Problem.LockHeld("drover:77:1 (pid 4711)"))))
                .isInstanceOfSatisfying(
                        RunReturned.class,
                        returned -> assertThat(returned.reason()).isEqualTo(RunReturned.STILL_RUNNING));
        assertThat(finished(refused(new Problem.LockHeld("drover:778:1")))
                        .error()
                        .code())
                .isEqualTo("lock-held");
        assertThat(finished(refused(new Problem.LockHeld(null))).error().code()).isEqualTo("lock-held");
    }

    @Test
    void unreachableIsAStateOfItsOwnAndShowsNoSecret() {
        Problem lost =
                new Problem.Unreachable("postgres://u@db:5432/t1", "no entry for secret hunter2", "28P01", false);

        RunFinished event =
                (RunFinished) OutcomeTranslation.translate(ANSWER, refused(lost), text -> replaced(text, "hunter2"));

        assertThat(event.state()).isEqualTo(RunState.UNREACHABLE);
        assertThat(event.error().code()).isEqualTo("unreachable");
        assertThat(event.error().sqlState()).isEqualTo("28P01");
        assertThat(event.error().message()).isEqualTo("no entry for secret ****");
        assertThat(event.error().text()).doesNotContain("hunter2");
    }

    @Test
    void aCheckThatDoesNotHoldIsAFailedRun() {
        String message = "1 of 1 assertions failed: check assertion \"SELECT 1 = 2;\" returned false";
        Problem problem = new Problem.CheckFailed("2_b.sql", "2", "checks.sql", "SELECT 1 = 2;", message, null);

        RunFinished event = finished(new ApplyOutcome.Failed(
                "1", "2", "1", 1, List.of(file("2_b.sql", 0)), problem, List.of(), Duration.ZERO, SERVER));

        assertThat(event.state()).isEqualTo(RunState.FAILED);
        assertThat(event.error().code()).isEqualTo("check-failed");
        assertThat(event.error().file()).isEqualTo("2_b.sql");
        assertThat(event.error().statement()).isEqualTo("SELECT 1 = 2;");
        assertThat(event.error().statementIndex()).isNull();
        assertThat(event.error().text()).isEqualTo(message);
        assertThat(event.error().detail()).isEqualTo("checks.sql of \"2_b.sql\"");
    }

    @Test
    void aFailedStatementIsToldExactly() {
        Problem problem = new Problem.StatementFailed(
                "2_b.sql",
                "2",
                2,
                "INSERT INTO t VALUES (\"a\");",
                "no such table: t",
                "the detail",
                "the hint",
                "42P01");

        RunFinished event = finished(new ApplyOutcome.Failed(
                "1", "2", "1", 1, List.of(file("2_b.sql", 2)), problem, List.of(), Duration.ZERO, null));

        assertThat(event.state()).isEqualTo(RunState.FAILED);
        assertThat(event.error().file()).isEqualTo("2_b.sql");
        assertThat(event.error().statementIndex()).isEqualTo(2);
        assertThat(event.error().message()).isEqualTo("no such table: t");
        assertThat(event.error().text())
                .isEqualTo("sql/migrate: executing statement \"INSERT INTO t VALUES (\\\"a\\\");\" from version \"2\":"
                        + " no such table: t");
        assertThat(event.error().detail()).isEqualTo("the detail");
        assertThat(event.error().hint()).isEqualTo("the hint");
    }

    @Test
    void aLongStatementIsCutBetweenCharactersAndKeepsTheDatabasesWords() {
        String statement = "SELECT '" + "ä€😀".repeat(10_000) + "';";
        Problem problem = new Problem.StatementFailed("2_b.sql", "2", 1, statement, "too long", null, null, null);

        RunFinished event =
                finished(new ApplyOutcome.Failed("1", "2", "1", 1, List.of(), problem, List.of(), Duration.ZERO, null));

        String shown = event.error().statement();
        assertThat(shown.getBytes(StandardCharsets.UTF_8).length).isBetween(8 * 1024 - 3, 8 * 1024);
        assertThat(statement).startsWith(shown);
        assertThat(event.error().text()).startsWith("sql/migrate: executing").endsWith("\": too long");
        assertThat(event.error().text().getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(16 * 1024);
    }

    @Test
    void beyondTwoThousandStatementsOnlyFilesAreTimed() {
        RunFinished event = finished(applied(List.of(file("1_a.sql", 1_500), file("2_b.sql", 501))));

        assertThat(event.files().get(0).statements()).hasSize(1_500);
        assertThat(event.files().get(1).statements()).isEmpty();
        assertThat(event.files().get(1).total()).isEqualTo(501);
    }

    @Test
    void theEventFitsIntoARecordAndKeepsTheNewestFile() {
        List<FileResult> files = IntStream.range(0, 3_000)
                .mapToObj(i -> file("%05d_%s.sql".formatted(i, "x".repeat(80)), 1))
                .toList();

        RunFinished event = finished(applied(files));

        assertThat(EventCodec.write(event).length).isLessThanOrEqualTo(RecordLimit.BYTES);
        assertThat(event.files()).hasSizeGreaterThan(300);
        assertThat(event.files().get(event.files().size() - 1).name()).startsWith("02999_");
    }

    private static ApplyOutcome applied(List<FileResult> files) {
        return new ApplyOutcome.Applied(null, "9", "9", files, true, List.of(), Duration.ZERO, SERVER);
    }

    private static ApplyOutcome refused(Problem problem) {
        return new ApplyOutcome.Refused("1", "1", problem, List.of(), null);
    }

    private static FileResult file(String name, int statements) {
        List<StatementResult> results = IntStream.range(0, statements)
                .mapToObj(i -> new StatementResult(i + 1, "SELECT 1;", 10 * i, 9, Duration.ofNanos(1_000)))
                .toList();
        String version = name.substring(0, name.indexOf('_'));
        return new FileResult(name, version, "b", statements, statements, BEGIN, Duration.ofMillis(2), results, true);
    }

    private static RunEvent translate(ApplyOutcome outcome) {
        return OutcomeTranslation.translate(ANSWER, outcome, text -> text);
    }

    private static RunFinished finished(ApplyOutcome outcome) {
        return (RunFinished) translate(outcome);
    }

    private static String replaced(String text, String secret) {
        return text == null ? null : text.replace(secret, "****");
    }
}
