package io.drover.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.drover.engine.apply.ApplyOutcome.Applied;
import io.drover.engine.apply.ApplyOutcome.Failed;
import io.drover.engine.apply.ApplyOutcome.Refused;
import io.drover.engine.apply.ApplyOutcome.UpToDate;
import io.drover.engine.directory.MigrationDirectory;
import io.drover.engine.directory.SourceFile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every database owes, in SQL that every database understands. */
interface EngineContract {

    String USERS = "CREATE TABLE users (id int NOT NULL PRIMARY KEY, name varchar(50));\n";
    String SEED =
            "INSERT INTO users (id, name) VALUES (1, 'a8m');\nINSERT INTO users (id, name) VALUES (2, 'rotemtam');\n";
    MigrationEngine ENGINE = new MigrationEngine("1.2.3");
    ApplyOptions OPTIONS = ApplyOptions.defaults();
    Consumer<EngineEvent> NOBODY = event -> {};

    /** The same database for the whole of a test. */
    TargetFixture target();

    @AfterEach
    default void leavesNothingBehind() {
        target().close();
    }

    private ApplyOutcome apply(MigrationDirectory directory, ApplyOptions options) {
        return ENGINE.apply(target().url(), directory, options, NOBODY);
    }

    private List<String> users() {
        return target().rows("SELECT id, name FROM users ORDER BY id");
    }

    @Test
    default void appliesWhatIsPendingAndSaysSoInTheRevisionsTable() {
        MigrationDirectory directory = Dirs.of("1_users.sql", USERS, "2_seed.sql", SEED);
        Instant before = Instant.now().minusSeconds(1);

        ApplyOutcome outcome = apply(directory, OPTIONS.withRunId("42"));

        assertThat(outcome).isInstanceOfSatisfying(Applied.class, applied -> {
            assertThat(applied.from()).isNull();
            assertThat(applied.to()).isEqualTo("2");
            assertThat(applied.current()).isEqualTo("2");
            assertThat(applied.nothingPending()).isTrue();
            assertThat(applied.files())
                    .extracting(FileResult::fileName, FileResult::applied, FileResult::total, FileResult::ok)
                    .containsExactly(tuple("1_users.sql", 1, 1, true), tuple("2_seed.sql", 2, 2, true));
        });
        assertThat(users()).containsExactly("1|a8m", "2|rotemtam");
        List<String> hashes =
                directory.migrations().stream().map(m -> m.entryHash()).toList();
        assertThat(target().revisions("version, description, type, applied, total, error, error_stmt, hash, "
                        + target().asText("partial_hashes") + ", operator_version"))
                .containsExactly(
                        "1|users|2|1|1|||" + hashes.get(0) + "|null|Drover v1.2.3 (run 42)",
                        "2|seed|2|2|2|||" + hashes.get(1) + "|null|Drover v1.2.3 (run 42)");
        assertThat(ENGINE.inspect(target().url(), null).revisions()).allSatisfy(revision -> {
            assertThat(revision.executedAt()).isBetween(before, Instant.now().plusSeconds(1));
            assertThat(revision.executionTime()).isPositive();
        });
    }

    @Test
    default void hasNothingToDoTheSecondTime() {
        MigrationDirectory directory = Dirs.of("1_users.sql", USERS);
        apply(directory, OPTIONS);

        ApplyOutcome outcome = apply(directory, OPTIONS);

        assertThat(outcome).isEqualTo(new UpToDate("1", "1", true, List.of(), outcome.serverIdentity()));
    }

    @Test
    default void rollsAFailingFileBackAndKeepsTheFilesBeforeIt() {
        MigrationDirectory directory = Dirs.of(
                "1_users.sql",
                USERS,
                "2_seed.sql",
                SEED,
                "3_bad.sql",
                "INSERT INTO users VALUES (3, 'x');\n" + SEED,
                "4_never.sql",
                SEED);

        ApplyOutcome outcome = apply(directory, OPTIONS);

        assertThat(outcome).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.to()).isEqualTo("4");
            assertThat(failed.current()).isEqualTo("2");
            assertThat(failed.planned()).isEqualTo(4);
            assertThat(failed.files()).extracting(FileResult::ok).containsExactly(true, true, false);
            assertThat(failed.files().get(2).applied()).isZero();
            assertThat(failed.files().get(2).statements()).hasSize(2);
            Problem problem = failed.problem();
            assertThat(problem.code()).isEqualTo("statement-failed");
            assertThat(problem.file()).isEqualTo("3_bad.sql");
            assertThat(problem.version()).isEqualTo("3");
            assertThat(problem.statement()).isEqualTo(2);
            assertThat(problem.sentence())
                    .isEqualTo("sql/migrate: executing statement \"INSERT INTO users (id, name) VALUES (1, 'a8m');\""
                            + " from version \"3\": " + problem.message());
        });
        assertThat(users()).containsExactly("1|a8m", "2|rotemtam");
        assertThat(target().revisions("version")).containsExactly("1", "2");
    }

    @Test
    default void goesOnOnceTheDataIsRepaired() {
        MigrationDirectory directory = Dirs.of("1_users.sql", USERS, "2_seed.sql", SEED);
        target().sql(USERS, "INSERT INTO users VALUES (1, 'other')");
        ApplyOptions dirty = OPTIONS.withBaseline("1");
        assertThat(apply(directory, dirty)).isInstanceOf(Failed.class);
        target().sql("DELETE FROM users");

        ApplyOutcome outcome = apply(directory, dirty);

        assertThat(outcome).isInstanceOf(Applied.class);
        assertThat(outcome.from()).isEqualTo("1");
        assertThat(target().revisions("version, type, applied, total")).containsExactly("1|1|0|0", "2|2|2|2");
        assertThat(users()).hasSize(2);
    }

    @Test
    default void refusesFilesThatWereNotHashed() {
        MigrationDirectory directory =
                MigrationDirectory.of(List.of(new SourceFile("1.sql", USERS.getBytes(StandardCharsets.UTF_8))), null);

        ApplyOutcome outcome = apply(directory, OPTIONS);

        assertThat(outcome).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.problem().code()).isEqualTo("checksum-mismatch");
            assertThat(refused.problem().sentence()).isEqualTo("checksum file not found");
        });
        assertThat(ENGINE.inspect(target().url(), null).tableExists()).isFalse();
    }

    @Test
    default void refusesADatabaseThatIsNotClean() {
        target().sql("CREATE TABLE legacy (id int)");
        MigrationDirectory directory = Dirs.of("1_users.sql", USERS);

        ApplyOutcome outcome = apply(directory, OPTIONS);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.problem().sentence())
                                .startsWith("sql/migrate: connected database is not clean: found ")
                                .endsWith(". baseline version or allow-dirty is required"));
        assertThat(ENGINE.inspect(target().url(), null).tableExists()).isFalse();
        assertThat(apply(directory, OPTIONS.withAllowDirty(true))).isInstanceOf(Applied.class);
    }

    @Test
    default void refusesSkipsOrAppliesFilesThatCameTooLate() {
        apply(Dirs.of("1_users.sql", USERS, "3_c.sql", "CREATE TABLE c (x int);"), OPTIONS);
        MigrationDirectory late = Dirs.of(
                "1_users.sql", USERS, "2_b.sql", "CREATE TABLE b (x int);", "3_c.sql", "CREATE TABLE c (x int);");

        assertThat(apply(late, OPTIONS)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.current()).isEqualTo("3");
            assertThat(refused.problem().sentence()).startsWith("migration file 2_b.sql was added out of order. See: ");
        });
        assertThat(apply(late, OPTIONS.withExecOrder(ExecOrder.LINEAR_SKIP)))
                .isInstanceOfSatisfying(
                        UpToDate.class,
                        skipped -> assertThat(skipped.nothingPending())
                                .as("the target still lacks 2_b.sql")
                                .isFalse());
        assertThat(apply(late, OPTIONS.withExecOrder(ExecOrder.NON_LINEAR)))
                .isInstanceOfSatisfying(Applied.class, applied -> {
                    assertThat(applied.to()).isEqualTo("2");
                    assertThat(applied.current()).isEqualTo("3");
                    assertThat(applied.nothingPending()).isTrue();
                });
        assertThat(target().revisions("version")).containsExactly("1", "2", "3");
    }

    @Test
    default void stopsAtTheAmountOrTheVersionThatWasAskedFor() {
        MigrationDirectory directory = Dirs.of(
                "1_users.sql", USERS, "2_b.sql", "CREATE TABLE b (x int);", "3_c.sql", "CREATE TABLE c (x int);");

        assertThat(apply(directory, OPTIONS.withAmount(1))).isInstanceOfSatisfying(Applied.class, applied -> {
            assertThat(applied.to()).isEqualTo("1");
            assertThat(applied.nothingPending()).isFalse();
        });
        assertThat(apply(directory, OPTIONS.withToMigration("2")).current()).isEqualTo("2");
        ApplyOutcome again = apply(directory, OPTIONS.withToMigration("2"));
        assertThat(again).isEqualTo(new UpToDate("2", "2", false, List.of(), again.serverIdentity()));
        assertThat(apply(directory, OPTIONS.withToMigration("9")))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.problem().code()).isEqualTo("unknown-version"));
        assertThat(apply(directory, OPTIONS.withAmount(0)))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused ->
                                assertThat(refused.problem().sentence()).isEqualTo("cannot apply '0' migration files"));
    }

    @Test
    default void resumesAFileWithoutTransactionAfterTheStatementThatFailed() {
        String good = "-- atlas:txmode none\n\n" + USERS + "INSERT INTO users VALUES (1, 'a');\n";
        String bad = good + "INSERT INTO nowhere VALUES (1);\n";
        assertThat(apply(Dirs.of("1_users.sql", bad), OPTIONS)).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.files().get(0).applied()).isEqualTo(2);
            assertThat(failed.current()).isEqualTo("1");
        });
        assertThat(target().revisions("applied, total, error_stmt"))
                .containsExactly("2|3|INSERT INTO nowhere VALUES (1);");
        assertThat(ENGINE.inspect(target().url(), null).revision("1").partialHashes())
                .hasSize(2);

        String changed = bad.replace("'a'", "'b'");
        assertThat(apply(Dirs.of("1_users.sql", changed), OPTIONS))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.problem().sentence())
                                .isEqualTo(
                                        "sql/migrate: history changed: statement 2 from file \"1_users.sql\" changed"));
        assertThat(apply(Dirs.of("2_b.sql", SEED), OPTIONS))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.problem().sentence())
                                .isEqualTo("sql/migrate: missing migration: revision \"1_users.sql\""
                                        + " is partially applied but migration file was not found"));
        ApplyOutcome repaired = apply(Dirs.of("1_users.sql", good + "INSERT INTO users VALUES (2, 'b');"), OPTIONS);

        assertThat(repaired)
                .isInstanceOfSatisfying(
                        Applied.class,
                        applied -> assertThat(applied.files().get(0).statements())
                                .extracting(StatementResult::index)
                                .containsExactly(3));
        assertThat(users()).containsExactly("1|a", "2|b");
        assertThat(target().revisions("applied, total, error, error_stmt, " + target().asText("partial_hashes")))
                .containsExactly("3|3|||null");
    }

    @Test
    @DisplayName("P29 a statement outside of a transaction whose executor died is not run again")
    default void refusesToGuessWhetherAStatementRan() {
        String text = "-- atlas:txmode none\n\n" + USERS + "INSERT INTO nowhere VALUES (1);\n";
        apply(Dirs.of("1_users.sql", text), OPTIONS);
        target().sql("UPDATE " + target().revisionsPrefix() + "atlas_schema_revisions SET error = 'drover: executing'");

        ApplyOutcome outcome = apply(Dirs.of("1_users.sql", text), OPTIONS);

        assertThat(outcome).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.problem().code()).isEqualTo("ambiguous");
            assertThat(refused.problem().statement()).isEqualTo(2);
            assertThat(refused.problem().statementText()).isEqualTo("INSERT INTO nowhere VALUES (1);");
        });
    }

    @Test
    default void rollsEverythingBackWhenAllFilesAreOneTransaction() {
        MigrationDirectory directory = Dirs.of("1_users.sql", USERS, "2_bad.sql", "INSERT INTO nowhere VALUES (1);");

        ApplyOutcome outcome = apply(directory, OPTIONS.withTxMode(TxMode.ALL));

        assertThat(outcome).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.current()).isNull();
            assertThat(failed.files()).extracting(FileResult::applied).containsExactly(0, 0);
        });
        assertThat(target().revisions("version")).isEmpty();
        target().sql(USERS);
    }

    @Test
    default void beginsAtTheLastCheckpointAndSkipsItLater() {
        String checkpoint = "-- atlas:checkpoint\n\n" + USERS;
        MigrationDirectory directory =
                Dirs.of("1_a.sql", "CREATE TABLE gone (x int);", "2_checkpoint.sql", checkpoint, "3_seed.sql", SEED);

        assertThat(apply(directory, OPTIONS).current()).isEqualTo("3");
        assertThat(target().revisions("version")).containsExactly("2", "3");
        assertThat(apply(directory, OPTIONS)).isInstanceOf(UpToDate.class);
    }

    @Test
    @DisplayName("P14 what an earlier attempt of the same run did is told")
    default void tellsWhatAnEarlierAttemptOfTheRunDid() {
        ApplyOptions run = OPTIONS.withRunId("7");
        apply(Dirs.of("1_users.sql", USERS), OPTIONS.withRunId("6"));
        MigrationDirectory directory = Dirs.of("1_users.sql", USERS, "2_seed.sql", SEED);
        apply(directory, run);

        ApplyOutcome outcome = apply(directory, run);

        assertThat(outcome).isInstanceOfSatisfying(UpToDate.class, reconciled -> {
            assertThat(reconciled.from()).isEqualTo("1");
            assertThat(reconciled.current()).isEqualTo("2");
            assertThat(reconciled.reconciledFiles()).singleElement().satisfies(file -> {
                assertThat(file.fileName()).isEqualTo("2_seed.sql");
                assertThat(file.applied()).isEqualTo(2);
                assertThat(file.ok()).isTrue();
                assertThat(file.statements())
                        .extracting(StatementResult::text)
                        .containsExactly(SEED.strip().split("\n"));
                assertThat(file.statements().get(1).offset()).isEqualTo(SEED.indexOf('\n') + 1);
            });
        });
        ApplyOutcome other = apply(directory, OPTIONS.withRunId("8"));
        assertThat(other).isEqualTo(new UpToDate("2", "2", true, List.of(), other.serverIdentity()));
    }

    @Test
    @DisplayName("P14 what an earlier attempt of the same run did is told when the next one fails or is refused")
    default void tellsWhatAnEarlierAttemptDidBesideAFailure() {
        ApplyOptions run = OPTIONS.withRunId("7");
        apply(Dirs.of("1_users.sql", USERS), run);
        MigrationDirectory failing =
                Dirs.of("1_users.sql", USERS, "2_bad.sql", "INSERT INTO users VALUES (NULL, 'x');");

        ApplyOutcome outcome = apply(failing, run);

        assertThat(outcome).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.reconciledFiles())
                    .extracting(FileResult::fileName)
                    .containsExactly("1_users.sql");
            assertThat(failed.files()).extracting(FileResult::fileName).containsExactly("2_bad.sql");
        });
        assertThat(apply(Dirs.of("1_users.sql", USERS, "2_bad.sql", "SELECT 'open"), run))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.reconciledFiles())
                                .extracting(FileResult::fileName)
                                .containsExactly("1_users.sql"));
    }

    @Test
    default void tellsAResumedFileOnce() {
        ApplyOptions run = OPTIONS.withRunId("7");
        String good = "-- atlas:txmode none\n\n" + USERS;
        apply(Dirs.of("1_users.sql", good + "INSERT INTO nowhere VALUES (1);"), run);

        ApplyOutcome outcome = apply(Dirs.of("1_users.sql", good + SEED), run);

        assertThat(outcome).isInstanceOfSatisfying(Applied.class, applied -> {
            assertThat(applied.reconciledFiles()).isEmpty();
            assertThat(applied.files()).extracting(FileResult::applied).containsExactly(3);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COMMIT;",
                "commit and chain;",
                "End ;",
                "ABORT;",
                "ROLLBACK",
                "ROLLBACK WORK;",
                "PREPARE\nTRANSACTION 'x';",
                "BEGIN;",
                "START TRANSACTION;",
                "BEGIN TRANSACTION; INSERT INTO users VALUES (9, 'x'); END;"
            })
    @DisplayName("P29 a statement that would end the transaction of its file is refused before anything runs")
    default void refusesAStatementThatEndsItsTransaction(String statement) {
        MigrationDirectory directory = Dirs.of("1_users.sql", USERS, "2_seed.sql", SEED + statement);

        ApplyOutcome outcome = apply(directory, OPTIONS);

        assertThat(outcome).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.problem().code()).isEqualTo("transaction-statement");
            assertThat(refused.problem().file()).isEqualTo("2_seed.sql");
            assertThat(refused.problem().statement()).isEqualTo(3);
            assertThat(refused.problem().sentence())
                    .startsWith("statement 3 of \"2_seed.sql\" (")
                    .endsWith("; remove it or write -- atlas:txmode none at the top of the file");
        });
        assertThat(ENGINE.inspect(target().url(), null).tableExists()).isFalse();
    }

    @Test
    @DisplayName("P29 a statement that would end the transaction is found behind a delimiter of the file's own")
    default void refusesAHiddenStatementThatEndsItsTransaction() {
        String text = "-- atlas:delimiter //\n" + USERS + "COMMIT;\n//\n" + SEED;

        assertThat(apply(Dirs.of("1_users.sql", text), OPTIONS))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.problem().sentence())
                                .isEqualTo(
                                        "statement 1 of \"1_users.sql\" (\"COMMIT;\") ends the transaction it runs in;"
                                                + " remove it or write -- atlas:txmode none at the top of the file"));
    }

    @Test
    default void runsSavepointsInATransactionAndTransactionsOutsideOfOne() {
        String savepoints = USERS + "SAVEPOINT s;\nINSERT INTO users VALUES (9, 'x');\nROLLBACK TO SAVEPOINT s;\n"
                + "ROLLBACK TRANSACTION TO s;\nRELEASE s;\n";
        String own = "-- atlas:txmode none\n\nBEGIN;\nINSERT INTO users VALUES (1, 'a');\nCOMMIT;\n";

        assertThat(apply(Dirs.of("1_users.sql", savepoints, "2_own.sql", own), OPTIONS))
                .isInstanceOf(Applied.class);
        assertThat(users()).containsExactly("1|a");
    }

    @Test
    default void readsRowsOfAtlasAndLeavesItsMetadataAlone() {
        apply(Dirs.of("1_users.sql", USERS), OPTIONS);
        String table = target().revisionsPrefix() + "atlas_schema_revisions";
        target().sql(
                        "UPDATE " + table
                                + " SET operator_version = 'Atlas CLI v1.2.3', partial_hashes = '[\"h1:abc=\"]'",
                        "INSERT INTO " + table
                                + " (version, description, executed_at, execution_time, hash, operator_version)"
                                + " VALUES ('.atlas_cloud_identifier', 'uuid', " + target().atlasTime()
                                + ", 0, '', 'Atlas CLI')");

        TargetState state = ENGINE.inspect(target().url(), null);

        assertThat(state.revisions()).singleElement().satisfies(revision -> {
            assertThat(revision.partialHashes()).containsExactly("h1:abc=");
            assertThat(revision.isPartial()).isFalse();
        });
        assertThat(state.current()).isEqualTo("1");
        assertThat(apply(Dirs.of("1_users.sql", USERS, "2_seed.sql", SEED), OPTIONS)
                        .from())
                .isEqualTo("1");
    }

    @Test
    default void keepsTimeAndDescriptionOfARowThatIsThere() {
        apply(Dirs.of("1_users.sql", "-- atlas:txmode none\n\n" + USERS + "INSERT INTO nowhere VALUES (1);"), OPTIONS);
        String before = target().revisions("description, executed_at").get(0);

        apply(Dirs.of("1_users.sql", "-- atlas:txmode none\n\n" + USERS + SEED), OPTIONS);

        assertThat(target().revisions("description, executed_at")).containsExactly(before);
        assertThat(target().revisions("applied, total")).containsExactly("3|3");
    }

    @Test
    default void plansWithoutTouchingTheTarget() {
        MigrationDirectory directory = Dirs.of("1_users.sql", USERS, "2_seed.sql", SEED);

        Plan plan = ENGINE.plan(target().url(), directory, OPTIONS);

        assertThat(plan.problem()).isNull();
        assertThat(plan.from()).isNull();
        assertThat(plan.to()).isEqualTo("2");
        assertThat(plan.files()).extracting(Plan.PlannedFile::fileName).containsExactly("1_users.sql", "2_seed.sql");
        assertThat(plan.files().get(1).statements()).hasSize(2);
        assertThat(ENGINE.inspect(target().url(), null).tableExists()).isFalse();
        apply(directory, OPTIONS);
        assertThat(ENGINE.plan(target().url(), directory, OPTIONS).nothingPending())
                .isTrue();
    }

    @Test
    default void tellsWhatHappensWhileItHappens() {
        List<EngineEvent> events = new ArrayList<>();

        ENGINE.apply(target().url(), Dirs.of("1_users.sql", USERS, "2_bad.sql", "nonsense;"), OPTIONS, events::add);

        assertThat(events)
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly("Planned", "FileStarted", "StatementDone", "FileDone", "FileStarted", "FileDone");
        assertThat(events.get(0)).isEqualTo(new EngineEvent.Planned(null, "2", List.of("1_users.sql", "2_bad.sql")));
        assertThat(events.get(4)).isEqualTo(new EngineEvent.FileStarted("2_bad.sql", "2", 2, 1));
    }

    @Test
    default void rollsBackWhenTheListenerThrows() {
        Consumer<EngineEvent> thrower = event -> {
            if (event instanceof EngineEvent.StatementDone) {
                throw new IllegalStateException("enough");
            }
        };

        assertThatThrownBy(() -> ENGINE.apply(target().url(), Dirs.of("1_users.sql", USERS), OPTIONS, thrower))
                .hasMessage("enough");

        assertThat(ENGINE.inspect(target().url(), null).revisions()).isEmpty();
        target().sql(USERS);
    }

    @Test
    @DisplayName("P28 one execution per target, and the other one learns who it waits for")
    default void namesTheHolderOfTheLock() {
        Instant before = Instant.now().minusSeconds(1);
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        MigrationDirectory directory = Dirs.of("1_users.sql", USERS);
        CompletableFuture<ApplyOutcome> first = CompletableFuture.supplyAsync(
                () -> ENGINE.apply(target().url(), directory, OPTIONS.withApplicationName("drover:42:1"), event -> {
                    held.countDown();
                    Waiting.on(release);
                }));
        Waiting.on(held);

        ApplyOutcome second = apply(directory, OPTIONS.withLockTimeout(Duration.ofMillis(200)));

        release.countDown();
        assertThat(second).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.problem().code()).isEqualTo("lock-held");
            assertThat(refused.problem().sentence()).contains("drover:42:1");
            assertThat(((Problem.LockHeld) refused.problem()).since())
                    .isBetween(before, Instant.now().plusSeconds(1));
        });
        assertThat(first.join()).isInstanceOf(Applied.class);
        assertThat(apply(directory, OPTIONS)).isInstanceOf(UpToDate.class);
    }

    @Test
    @DisplayName("P29 executions at the same time run each migration once")
    default void runsEachMigrationOnceWhenManyWantTo() {
        MigrationDirectory directory = Dirs.of("1_users.sql", USERS, "2_seed.sql", SEED);

        List<CompletableFuture<ApplyOutcome>> all = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            all.add(CompletableFuture.supplyAsync(
                    () -> new MigrationEngine("1").apply(target().url(), directory, OPTIONS, NOBODY)));
        }
        List<ApplyOutcome> outcomes = all.stream().map(CompletableFuture::join).toList();

        assertThat(outcomes).filteredOn(outcome -> outcome instanceof Applied).hasSize(1);
        assertThat(outcomes).filteredOn(outcome -> outcome instanceof UpToDate).hasSize(5);
        assertThat(users()).hasSize(2);
    }

    @Test
    @DisplayName("P29 even without its lock an execution cannot commit what another one has committed")
    default void commitsNothingThatSomebodyElseHasCommittedMeanwhile() {
        apply(Dirs.of("0_nothing.sql", ""), OPTIONS);
        Consumer<EngineEvent> somebodyElse = event -> {
            if (event instanceof EngineEvent.Planned) {
                target().sql("INSERT INTO " + target().revisionsPrefix() + "atlas_schema_revisions"
                        + " (version, description, executed_at, execution_time, hash, operator_version)"
                        + " VALUES ('1', 'users', " + target().atlasTime() + ", 0, '', 'somebody else')");
            }
        };

        ApplyOutcome outcome =
                ENGINE.apply(target().url(), Dirs.of("0_nothing.sql", "", "1_users.sql", USERS), OPTIONS, somebodyElse);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.problem().code()).isEqualTo("revisions-unusable"));
        assertThat(target().revisions("operator_version")).containsExactly("Drover v1.2.3", "somebody else");
        target().sql(USERS);
    }

    @Test
    @DisplayName("P29 a transaction that a file begins itself fails as a whole, and the file goes on where it began")
    default void undoesATransactionOfTheFilesOwn() {
        String own = "-- atlas:txmode none\n\n" + USERS + "BEGIN;\nINSERT INTO users VALUES (1, 'a');\n";
        MigrationDirectory bad = Dirs.of("1_users.sql", own + "INSERT INTO nowhere VALUES (2);\nCOMMIT;\n");

        ApplyOutcome outcome = apply(bad, OPTIONS);

        assertThat(outcome).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.problem().code()).isEqualTo("statement-failed");
            assertThat(failed.problem().statement()).isEqualTo(4);
            assertThat(failed.files().get(0).applied()).isEqualTo(1);
        });
        assertThat(users()).isEmpty();
        assertThat(target().revisions("applied, total, error_stmt"))
                .containsExactly("1|5|INSERT INTO nowhere VALUES (2);");
        assertThat(apply(Dirs.of("1_users.sql", own + "COMMIT;\n"), OPTIONS)).isInstanceOf(Applied.class);
        assertThat(users()).containsExactly("1|a");
    }

    @Test
    @DisplayName("P29 a file that leaves its own transaction open is not taken for applied")
    default void refusesATransactionThatIsLeftOpen() {
        String open = "-- atlas:txmode none\n\n" + USERS + "BEGIN;\nINSERT INTO users VALUES (1, 'a');\n";

        ApplyOutcome outcome = apply(Dirs.of("1_users.sql", open), OPTIONS);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.problem().sentence())
                                .isEqualTo("\"1_users.sql\" begins a transaction with statement 2 and does not end it:"
                                        + " write COMMIT behind its last statement"));
        assertThat(users()).isEmpty();
        assertThat(target().revisions("applied, total")).containsExactly("1|3");
    }

    @Test
    default void refusesWhatCannotBeCutBeforeAnythingRuns() {
        MigrationDirectory directory = Dirs.of("1_users.sql", USERS, "2_bad.sql", "SELECT 'open");

        ApplyOutcome outcome = apply(directory, OPTIONS);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.problem().sentence())
                                .isEqualTo(
                                        "sql/migrate: scanning statements from \"2_bad.sql\": 1:8: unclosed quote '\\''"));
        assertThat(ENGINE.inspect(target().url(), null).tableExists()).isFalse();
    }

    @Test
    default void refusesATransactionModeThatMakesNoSense() {
        assertThat(refusalOf("-- atlas:txmode all\n\n", OPTIONS))
                .isEqualTo("txmode \"all\" is not allowed in file directive \"1.sql\". Use \"file\" instead");
        assertThat(refusalOf("-- atlas:txmode some\n\n", OPTIONS))
                .isEqualTo("unknown txmode \"some\" found in file directive \"1.sql\"");
        assertThat(refusalOf("-- atlas:txmode none\n-- atlas:txmode file\n\n", OPTIONS))
                .isEqualTo("multiple txmode values found in file \"1.sql\": [\"none\" \"file\"]");
        for (String mode : List.of("none", "file")) {
            assertThat(refusalOf("-- atlas:txmode " + mode + "\n\n", OPTIONS.withTxMode(TxMode.ALL)))
                    .isEqualTo("cannot set txmode directive to \"" + mode
                            + "\" in \"1.sql\" when txmode \"all\" is set globally");
        }
    }

    private String refusalOf(String head, ApplyOptions options) {
        return ((Refused) apply(Dirs.of("1.sql", head + USERS), options))
                .problem()
                .sentence();
    }

    @Test
    default void aFileMayHaveATransactionWhereNoneIsTheRule() {
        String file = "-- atlas:txmode file\n\n" + USERS + "INSERT INTO nowhere VALUES (1);\n";

        assertThat(apply(Dirs.of("1.sql", file), OPTIONS.withTxMode(TxMode.NONE)))
                .isInstanceOf(Failed.class);

        assertThat(target().revisions("version")).isEmpty();
        target().sql(USERS);
    }

    @Test
    default void refusesOptionsThatContradictEachOtherOrTheDirectory() {
        MigrationDirectory directory = Dirs.of("1.sql", USERS);

        assertThat(((Refused) apply(directory, OPTIONS.withBaseline("1").withAllowDirty(true)))
                        .problem()
                        .sentence())
                .isEqualTo("sql/migrate: baseline and allow-dirty are mutually exclusive");
        assertThat(((Refused) apply(directory, OPTIONS.withBaseline("7")))
                        .problem()
                        .sentence())
                .isEqualTo("baseline version \"7\" not found");
        assertThat(ENGINE.inspect(target().url(), null).tableExists()).isFalse();
    }

    @Test
    @DisplayName("P29 DDL that is harmless twice is run again after a kill without a question")
    default void runsAgainWhatIsHarmlessTwice() {
        String harmless = "CREATE TABLE IF NOT EXISTS users (id int NOT NULL PRIMARY KEY);";
        apply(Dirs.of("1_users.sql", "-- atlas:txmode none\n\nINSERT INTO nowhere VALUES (1);"), OPTIONS);
        target().sql("UPDATE " + target().revisionsPrefix() + "atlas_schema_revisions SET error = 'drover: executing',"
                + " applied = 0, error_stmt = '" + harmless + "'");
        MigrationDirectory directory = Dirs.of("1_users.sql", "-- atlas:txmode none\n\n" + harmless + "\n");

        assertThat(apply(directory, OPTIONS)).isInstanceOf(Applied.class);

        assertThat(target().revisions("applied, total, error")).containsExactly("1|1|");
        assertThat(target().rows("SELECT * FROM users")).isEmpty();
    }

    @Test
    default void appliesFilesWithoutStatements() {
        ApplyOutcome outcome = apply(Dirs.of("1_empty.sql", "", "2_comment.sql", "-- nothing yet\n"), OPTIONS);

        assertThat(outcome.current()).isEqualTo("2");
        assertThat(target().revisions("version, applied, total")).containsExactly("1|0|0", "2|0|0");
    }
}
