package io.drover.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.apply.ApplyOutcome.Applied;
import io.drover.engine.apply.ApplyOutcome.Failed;
import io.drover.engine.apply.ApplyOutcome.Refused;
import io.drover.engine.apply.ApplyOutcome.UpToDate;
import io.drover.engine.directory.MigrationDirectory;
import io.drover.engine.target.TargetUrl;
import java.io.IOException;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PostgresEngineTest implements EngineContract {

    private PostgresFixture fixture;

    @BeforeEach
    void freshDatabase() {
        fixture = PostgresFixture.fresh();
    }

    @Override
    public TargetFixture target() {
        return fixture;
    }

    @Test
    void tellsThePrimaryMessageAndTheRestBesideIt() {
        String twice = USERS + "INSERT INTO users VALUES (1, 'a');\nINSERT INTO users VALUES (1, 'b');";

        ApplyOutcome outcome = ENGINE.apply(fixture.url(), Dirs.of("1.sql", twice), OPTIONS, NOBODY);

        assertThat(outcome).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.problem().message())
                    .isEqualTo("duplicate key value violates unique constraint \"users_pkey\"");
            assertThat(failed.problem().detail()).isEqualTo("Key (id)=(1) already exists.");
            assertThat(failed.problem().sqlState()).isEqualTo("23505");
        });
        Failed hinted = (Failed) ENGINE.apply(fixture.url(), Dirs.of("1.sql", "SELECT upper(1);"), OPTIONS, NOBODY);
        assertThat(hinted.problem().hint()).startsWith("No function matches the given name");
    }

    @Test
    void failsAtTheCommitWhenADeferredConstraintDoes() {
        String text = USERS + "CREATE TABLE pets (u int REFERENCES users (id) DEFERRABLE INITIALLY DEFERRED);\n"
                + "INSERT INTO pets VALUES (7);";

        ApplyOutcome outcome = ENGINE.apply(fixture.url(), Dirs.of("1.sql", text), OPTIONS, NOBODY);

        assertThat(outcome).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.problem().code()).isEqualTo("commit-failed");
            assertThat(failed.problem().sqlState()).isEqualTo("23503");
        });
        assertThat(fixture.revisions("version")).isEmpty();
    }

    @Test
    void executesFunctionsWhole() {
        boolean atomic = fixture.majorVersion() >= 14;
        String text = "CREATE FUNCTION one() RETURNS int LANGUAGE plpgsql AS $f$ BEGIN\n RETURN 1; END $f$;\n"
                + "CREATE FUNCTION two() RETURNS int LANGUAGE sql "
                + (atomic ? "BEGIN ATOMIC\n SELECT 1; SELECT 2;\nEND;\n" : "AS $$SELECT 1; SELECT 2;$$;\n")
                + "DO $$ BEGIN PERFORM one(); END; $$;\nSELECT '{fn x}', '?';";

        assertThat(ENGINE.apply(fixture.url(), Dirs.of("1.sql", text), OPTIONS, NOBODY))
                .isInstanceOf(Applied.class);

        assertThat(fixture.rows("SELECT one() + two()")).containsExactly("3");
        assertThat(fixture.revisions("total")).containsExactly("4");
    }

    @Test
    void buildsAnIndexConcurrentlyOutsideOfATransaction() {
        String text = "-- atlas:txmode none\n\n" + USERS + "CREATE INDEX CONCURRENTLY i ON users (name);";

        assertThat(ENGINE.apply(fixture.url(), Dirs.of("1.sql", text), OPTIONS, NOBODY))
                .isInstanceOf(Applied.class);

        assertThat(fixture.rows("SELECT indexname FROM pg_indexes WHERE indexname = 'i'"))
                .hasSize(1);
    }

    @Test
    void makesTheRevisionsTableAsAtlasDoes() {
        ENGINE.apply(fixture.url(), Dirs.of("1.sql", USERS), OPTIONS, NOBODY);

        assertThat(fixture.rows("SELECT column_name, data_type, is_nullable, coalesce(column_default, '')"
                        + " FROM information_schema.columns WHERE table_schema = 'atlas_schema_revisions'"
                        + " ORDER BY ordinal_position"))
                .containsExactly(
                        "version|character varying|NO|",
                        "description|character varying|NO|",
                        "type|bigint|NO|2",
                        "applied|bigint|NO|0",
                        "total|bigint|NO|0",
                        "executed_at|timestamp with time zone|NO|",
                        "execution_time|bigint|NO|",
                        "error|text|YES|",
                        "error_stmt|text|YES|",
                        "hash|character varying|NO|",
                        "partial_hashes|jsonb|YES|",
                        "operator_version|character varying|NO|");
    }

    @Test
    void keepsItsRevisionsInTheSchemaThatTheUrlBinds() {
        fixture.sql("CREATE SCHEMA tenant", "CREATE SCHEMA other", "CREATE TABLE other.noise (x int)");
        PostgresFixture bound = fixture.boundTo("tenant");

        assertThat(ENGINE.apply(bound.url(), Dirs.of("1.sql", USERS), OPTIONS, NOBODY))
                .isInstanceOf(Applied.class);

        assertThat(bound.revisions("version")).containsExactly("1");
        assertThat(fixture.rows("SELECT table_schema FROM information_schema.tables WHERE table_name = 'users'"))
                .containsExactly("tenant");
        assertThat(ENGINE.inspect(bound.url(), null).current()).isEqualTo("1");
        assertThat(ENGINE.inspect(bound.url(), "other").tableExists()).isFalse();
    }

    @Test
    void refusesToChooseBetweenTwoRevisionsTables() {
        ENGINE.apply(fixture.url(), Dirs.of("1.sql", USERS), OPTIONS, NOBODY);
        TargetUrl bound = fixture.boundTo("public").url();

        ApplyOutcome outcome = ENGINE.apply(bound, Dirs.of("1.sql", USERS), OPTIONS, NOBODY);

        assertThat(((Refused) outcome).problem().sentence()).isEqualTo("ambiguous revision table");
        assertThat(ENGINE.apply(
                        bound, Dirs.of("1.sql", USERS), OPTIONS.withRevisionsSchema("atlas_schema_revisions"), NOBODY))
                .isInstanceOf(UpToDate.class);
    }

    @Test
    void namesWhatMakesADatabaseUnclean() {
        fixture.sql("CREATE SCHEMA app");
        MigrationDirectory directory = Dirs.of("1.sql", USERS);
        assertThat(sentence(ENGINE.apply(fixture.url(), directory, OPTIONS, NOBODY)))
                .contains("found schema \"app\"");
        fixture.sql("CREATE TABLE app.t (x int)");

        ApplyOutcome bound = ENGINE.apply(fixture.boundTo("app").url(), directory, OPTIONS, NOBODY);

        assertThat(sentence(bound)).contains("found table \"t\" in schema \"app\"");
    }

    @Test
    void waitsForTheLockOfAtlasOnAWholeDatabase() throws SQLException {
        try (Connection atlas = fixture.connect();
                Statement statement = atlas.createStatement()) {
            statement.execute("SET application_name = 'atlas-cli'");
            statement.execute("SELECT pg_advisory_lock(2686470616)");

            ApplyOutcome outcome = ENGINE.apply(
                    fixture.url(), Dirs.of("1.sql", USERS), OPTIONS.withLockTimeout(Duration.ofMillis(100)), NOBODY);

            assertThat(sentence(outcome)).contains("atlas-cli (pid ");
        }
    }

    @Test
    void givesUpSoonWhenATableIsInUse() throws SQLException {
        fixture.sql(USERS);
        try (Connection other = fixture.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE users");

            ApplyOutcome outcome = ENGINE.apply(
                    fixture.url(),
                    Dirs.of("1.sql", "ALTER TABLE users ADD x int;"),
                    OPTIONS.withAllowDirty(true)
                            .withDbLockTimeout(Duration.ofMillis(50))
                            .withDbLockTries(1),
                    NOBODY);

            assertThat(((Failed) outcome).problem().sqlState()).isEqualTo("55P03");
        }
    }

    @Test
    void endsAStatementThatTakesTooLong() {
        ApplyOutcome outcome = ENGINE.apply(
                fixture.url(),
                Dirs.of("1.sql", "SELECT pg_sleep(60);"),
                OPTIONS.withStatementTimeout(Duration.ofMillis(100)),
                NOBODY);

        assertThat(((Failed) outcome).problem().sqlState()).isEqualTo("57014");
    }

    @Test
    @DisplayName("P28 the server is told to look after a client that is cut off, so that its locks do not stay")
    void isKeptAliveFromBothEnds() {
        String text = "CREATE TABLE seen AS SELECT current_setting('tcp_keepalives_idle') AS idle,"
                + " current_setting('lock_timeout') AS lock, current_setting('statement_timeout') AS statement;";

        ENGINE.apply(
                fixture.url(), Dirs.of("1.sql", text), OPTIONS.withStatementTimeout(Duration.ofMinutes(7)), NOBODY);

        assertThat(fixture.rows("SELECT * FROM seen")).containsExactly("60|3s|7min");
    }

    @Test
    void givesUpAServerThatAcceptsAndSaysNothing() throws IOException {
        try (ServerSocket silent = new ServerSocket(0)) {
            TargetUrl url =
                    TargetUrl.parse("postgres://u:pw@localhost:" + silent.getLocalPort() + "/db?sslmode=disable");

            ApplyOutcome outcome = ENGINE.apply(
                    url, Dirs.of("1.sql", USERS), OPTIONS.withConnectTimeout(Duration.ofSeconds(1)), NOBODY);

            assertThat(((Refused) outcome).problem().code()).isEqualTo("unreachable");
        }
    }

    @Test
    void saysThatAConnectionWasLostWithStatementsUnderWay() {
        String suicide = "SELECT pg_terminate_backend(pg_backend_pid());";

        ApplyOutcome outcome = ENGINE.apply(fixture.url(), Dirs.of("1.sql", USERS + suicide), OPTIONS, NOBODY);

        assertThat(outcome).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.problem())
                    .isInstanceOfSatisfying(
                            Problem.Unreachable.class,
                            lost -> assertThat(lost.unsettled()).isTrue());
            assertThat(failed.current()).isNull();
        });
        assertThat(ENGINE.apply(fixture.url(), Dirs.of("1.sql", USERS), OPTIONS, NOBODY))
                .isInstanceOf(Applied.class);
    }

    @Test
    void saysThatAServerOrADatabaseCannotBeReached() {
        TargetUrl nobody = TargetUrl.parse("postgres://u:s3cret@localhost:1/db");
        TargetUrl missing = TargetUrl.parse(
                fixture.url().canonical().replace("postgres://", "postgres://postgres:s3cret@") + "_missing");

        for (TargetUrl url : List.of(nobody, missing)) {
            Problem problem = ((Refused) ENGINE.apply(url, Dirs.of("1.sql", USERS), OPTIONS, NOBODY)).problem();
            assertThat(problem.code()).isEqualTo("unreachable");
            assertThat(problem.sentence()).contains(url.redacted()).doesNotContain("s3cret");
        }
        assertThat(ENGINE.inspect(missing, null).problem().sqlState()).isEqualTo("3D000");
    }

    private static String sentence(ApplyOutcome outcome) {
        return ((Refused) outcome).problem().sentence();
    }
}
