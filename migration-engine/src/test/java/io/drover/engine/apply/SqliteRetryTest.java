package io.drover.engine.apply;

import static io.drover.engine.apply.EngineContract.ENGINE;
import static io.drover.engine.apply.EngineContract.OPTIONS;
import static io.drover.engine.apply.EngineContract.SEED;
import static io.drover.engine.apply.EngineContract.USERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.apply.ApplyOutcome.Applied;
import io.drover.engine.apply.EngineEvent.Retrying;
import io.drover.engine.target.TargetUrl;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Migrations that meet other users of their file. */
class SqliteRetryTest {

    private static final ApplyOptions IMPATIENT = OPTIONS.withDbLockTimeout(Duration.ofMillis(50));

    private final List<Retrying> retries = new ArrayList<>();
    private SqliteFixture fixture;
    private Connection other;

    @BeforeEach
    void freshFile(@TempDir Path folder) throws SQLException {
        fixture = new SqliteFixture(folder, "tenant.db");
        ENGINE.apply(fixture.url(), Dirs.of("1_users.sql", USERS), OPTIONS, event -> {});
        other = fixture.connect();
    }

    @AfterEach
    void leavesNothingBehind() throws SQLException {
        other.close();
        fixture.close();
    }

    private void inOther(String sql) {
        try (Statement statement = other.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private ApplyOutcome apply(TargetUrl url, String file) {
        return ENGINE.apply(url, Dirs.of("1_users.sql", USERS, "2_x.sql", file), IMPATIENT, event -> {
            if (event instanceof Retrying retrying) {
                retries.add(retrying);
                inOther("COMMIT");
            }
        });
    }

    @Test
    void triesAgainWhenAnotherProgramWrites() {
        inOther("BEGIN IMMEDIATE");

        assertThat(apply(fixture.url(), SEED)).isInstanceOf(Applied.class);

        assertThat(retries).hasSize(1);
        assertThat(retries.get(0).message()).contains("database is locked");
        assertThat(fixture.rows("SELECT count(*) FROM users")).containsExactly("2");
    }

    @Test
    void triesAgainWhenAReaderIsInTheWayOfItsCommit() {
        inOther("BEGIN");
        inOther("SELECT * FROM users");

        ApplyOutcome outcome = apply(fixture.url(), SEED);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Applied.class,
                        applied -> assertThat(applied.files().get(0).tries()).isEqualTo(2));
        assertThat(fixture.rows("SELECT count(*) FROM users")).containsExactly("2");
    }

    @Test
    void checksForeignKeysAlsoWhenItTriesAgain() {
        TargetUrl enforcing = TargetUrl.parse("sqlite://" + fixture.file() + "?_fk=1");
        inOther("BEGIN IMMEDIATE");

        ApplyOutcome outcome =
                apply(enforcing, "CREATE TABLE pets (u int REFERENCES users (id));\nINSERT INTO pets VALUES (7);");

        assertThat(retries).hasSize(1);
        assertThat(((ApplyOutcome.Failed) outcome).problem().message())
                .isEqualTo("sql/sqlite: foreign key mismatch: [{tbl:pets ref:users row:1 index:0}]");
    }

    @Test
    void triesASingleStatementAgainWhenAReaderIsInItsWay() {
        List<String> rows = new ArrayList<>();
        ApplyOutcome outcome = ENGINE.apply(
                fixture.url(),
                Dirs.of("1_users.sql", USERS, "2_x.sql", "-- atlas:txmode none\n\nSELECT 1;\n" + SEED),
                IMPATIENT,
                event -> {
                    if (event instanceof EngineEvent.StatementDone done
                            && done.statement().index() == 1) {
                        inOther("BEGIN");
                        inOther("SELECT * FROM users");
                    }
                    if (event instanceof Retrying) {
                        inOther("COMMIT");
                        rows.addAll(fixture.revisions("version, applied"));
                    }
                });

        assertThat(outcome).isInstanceOf(Applied.class);
        assertThat(rows).isNotEmpty();
        assertThat(fixture.rows("SELECT count(*) FROM users")).containsExactly("2");
        assertThat(fixture.revisions("version, applied, total")).containsExactly("1|1|1", "2|3|3");
    }

    @Test
    void isNotHeldUpByReadersOfAWriteAheadLog() {
        inOther("PRAGMA journal_mode = wal");
        inOther("BEGIN");
        inOther("SELECT * FROM users");

        assertThat(apply(fixture.url(), SEED)).isInstanceOf(Applied.class);

        assertThat(retries).isEmpty();
        inOther("COMMIT");
        assertThat(fixture.rows("SELECT count(*) FROM users")).containsExactly("2");
    }
}
