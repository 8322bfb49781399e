package io.drover.engine.apply;

import static io.drover.engine.apply.EngineContract.ENGINE;
import static io.drover.engine.apply.EngineContract.OPTIONS;
import static io.drover.engine.apply.EngineContract.USERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.drover.engine.apply.ApplyOutcome.Applied;
import io.drover.engine.apply.ApplyOutcome.Failed;
import io.drover.engine.apply.EngineEvent.Retrying;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Migrations that meet other users of their tables. */
class PostgresRetryTest {

    private static final ApplyOptions PATIENT = OPTIONS.withAllowDirty(true)
            .withDbLockTimeout(Duration.ofMillis(500))
            .withDbLockTries(10);

    private final List<EngineEvent> events = new ArrayList<>();
    private PostgresFixture fixture;
    private Connection other;

    @BeforeEach
    void freshDatabase() throws SQLException {
        fixture = PostgresFixture.fresh();
        fixture.sql(USERS, "INSERT INTO users VALUES (1, 'a')");
        other = fixture.connect();
        other.setAutoCommit(false);
        inOther("SET application_name = 'nightly-report'");
        other.commit();
    }

    @AfterEach
    void leavesNothingBehind() throws SQLException {
        other.close();
        fixture.close();
    }

    private void inOther(String sql) throws SQLException {
        try (Statement statement = other.createStatement()) {
            statement.execute(sql);
        }
    }

    private void endOther() {
        try {
            other.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private ApplyOutcome apply(String file, ApplyOptions options, Runnable onRetry) {
        return ENGINE.apply(fixture.url(), Dirs.of("1_x.sql", file), options, event -> {
            events.add(event);
            if (event instanceof Retrying) {
                onRetry.run();
            }
        });
    }

    private List<Retrying> retries() {
        return events.stream()
                .filter(Retrying.class::isInstance)
                .map(Retrying.class::cast)
                .toList();
    }

    private void endOtherOnceSeen() {
        if (!retries().get(retries().size() - 1).blockers().isEmpty()) {
            endOther();
        }
    }

    @Test
    void triesATransactionAgainUntilTheTableIsFreeAndTellsWhoHadIt() throws SQLException {
        inOther("LOCK TABLE users");

        ApplyOutcome outcome =
                apply("CREATE TABLE b (x int);\nALTER TABLE users ADD x int;", PATIENT, this::endOtherOnceSeen);

        assertThat(outcome).isInstanceOfSatisfying(Applied.class, applied -> {
            assertThat(applied.files().get(0).tries()).isEqualTo(retries().size() + 1);
            assertThat(applied.files().get(0).statements()).hasSize(2);
        });
        Retrying last = retries().get(retries().size() - 1);
        assertThat(last.statement()).isEqualTo(2);
        assertThat(last.message()).isEqualTo("canceling statement due to lock timeout");
        assertThat(last.blockers()).singleElement().satisfies(blocker -> {
            assertThat(blocker.applicationName()).isEqualTo("nightly-report");
            assertThat(blocker.user()).isEqualTo("postgres");
            assertThat(blocker.state()).isEqualTo("idle in transaction");
            assertThat(blocker.queryStart()).isNotNull();
            assertThat(blocker.since()).isBeforeOrEqualTo(blocker.queryStart());
        });
        assertThat(events.stream().filter(EngineEvent.FileStarted.class::isInstance))
                .hasSize(1);
        assertThat(events.stream().filter(EngineEvent.FileDone.class::isInstance))
                .hasSize(1);
    }

    @Test
    void triesAllFilesAgainWhenTheyAreOneTransaction() throws SQLException {
        inOther("LOCK TABLE users");

        ApplyOutcome outcome = ENGINE.apply(
                fixture.url(),
                Dirs.of("1_b.sql", "CREATE TABLE b (x int);", "2_x.sql", "ALTER TABLE users ADD x int;"),
                PATIENT.withTxMode(TxMode.ALL),
                event -> {
                    events.add(event);
                    if (event instanceof Retrying) {
                        endOther();
                    }
                });

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Applied.class,
                        applied -> assertThat(applied.files())
                                .extracting(FileResult::fileName, FileResult::ok, FileResult::tries)
                                .containsExactly(tuple("1_b.sql", true, 2), tuple("2_x.sql", true, 2)));
        assertThat(events)
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly(
                        "Planned",
                        "FileStarted",
                        "StatementDone",
                        "FileDone",
                        "FileStarted",
                        "Retrying",
                        "StatementDone",
                        "StatementDone",
                        "FileDone");
        assertThat(fixture.revisions("version")).containsExactly("1", "2");
    }

    @Test
    void namesWhoWasInTheWayWhenItGivesUp() throws SQLException {
        inOther("LOCK TABLE users");

        ApplyOutcome outcome = apply(
                "ALTER TABLE users ADD x int;",
                PATIENT.withDbLockTries(1).withDbLockTimeout(Duration.ofSeconds(2)),
                () -> {});

        assertThat(outcome).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.problem().sqlState()).isEqualTo("55P03");
            assertThat(failed.problem().blockers())
                    .extracting(BlockingSession::applicationName)
                    .containsExactly("nightly-report");
            assertThat(failed.problem().detail())
                    .startsWith("blocked by pid ")
                    .contains("(nightly-report) of postgres, idle in transaction");
            assertThat(failed.problem().hint())
                    .isEqualTo(
                            "tried 1 time; end what blocks it, or let it wait longer for locks (dbLockTimeout, --db-lock-timeout)");
        });
        assertThat(fixture.revisions("version")).isEmpty();
    }

    @Test
    void triesAgainAfterADeadlock() throws SQLException {
        fixture.sql("CREATE TABLE a (x int)", "CREATE TABLE b (x int)");
        inOther("SET deadlock_timeout = '5min'");
        inOther("LOCK TABLE b");
        List<CompletableFuture<Void>> crossing = new ArrayList<>();

        ApplyOutcome outcome = ENGINE.apply(
                fixture.url(),
                Dirs.of("1.sql", "LOCK TABLE a;\nLOCK TABLE b;\nINSERT INTO a VALUES (1);"),
                PATIENT.withDbLockTimeout(Duration.ofMinutes(1)),
                event -> {
                    events.add(event);
                    if (event instanceof EngineEvent.StatementDone && crossing.isEmpty()) {
                        crossing.add(CompletableFuture.runAsync(this::lockA));
                    }
                    if (event instanceof Retrying) {
                        crossing.get(0).join();
                        endOther();
                    }
                });

        assertThat(outcome).isInstanceOf(Applied.class);
        assertThat(retries()).extracting(Retrying::message).containsExactly("deadlock detected");
        assertThat(fixture.rows("SELECT x FROM a")).containsExactly("1");
    }

    private void lockA() {
        try {
            inOther("LOCK TABLE a");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void triesAgainWhenItCouldNotBeSerialized() {
        String file = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ;\nSELECT count(*) FROM users;\n"
                + "UPDATE users SET name = name || 'x';";
        ApplyOutcome outcome = ENGINE.apply(fixture.url(), Dirs.of("1.sql", file), PATIENT, event -> {
            events.add(event);
            boolean read = event instanceof EngineEvent.StatementDone done
                    && done.statement().index() == 2;
            if (read && retries().isEmpty()) {
                fixture.sql("UPDATE users SET name = 'b'");
            }
        });

        assertThat(outcome).isInstanceOf(Applied.class);
        assertThat(retries()).extracting(Retrying::statement, Retrying::tries).containsExactly(tuple(3, 1));
        assertThat(fixture.rows("SELECT name FROM users")).containsExactly("bx");
    }

    @Test
    @DisplayName(
            "P29 a statement outside of a transaction is tried again, and nothing is unknown while it waits for that")
    void triesASingleStatementAgain() throws SQLException {
        inOther("LOCK TABLE users");
        List<String> rows = new ArrayList<>();

        ApplyOutcome outcome =
                apply("-- atlas:txmode none\n\nCREATE TABLE b (x int);\nALTER TABLE users ADD x int;", PATIENT, () -> {
                    rows.addAll(fixture.revisions("applied, error"));
                    endOther();
                });

        assertThat(outcome).isInstanceOfSatisfying(Applied.class, applied -> {
            assertThat(applied.files().get(0).tries()).isEqualTo(2);
            assertThat(applied.files().get(0).statements()).hasSize(2);
        });
        assertThat(rows).containsExactly("1|canceling statement due to lock timeout");
        assertThat(fixture.revisions("applied, total, error")).containsExactly("2|2|");
    }

    @Test
    @DisplayName("P29 an index that is built concurrently is not built again by guess")
    void doesNotTryAgainWhatCommitsInBetween() throws SQLException {
        inOther("INSERT INTO users VALUES (2, 'b')");

        ApplyOutcome outcome = apply(
                "-- atlas:txmode none\n\nCREATE INDEX CONCURRENTLY i ON users (name);",
                PATIENT.withDbLockTimeout(Duration.ofMillis(100)),
                () -> {});

        assertThat(outcome).isInstanceOf(Failed.class);
        assertThat(retries()).isEmpty();
        assertThat(fixture.revisions("applied, error")).containsExactly("0|canceling statement due to lock timeout");
    }
}
