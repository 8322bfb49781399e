package io.drover.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.drover.engine.apply.ApplyOutcome.Applied;
import io.drover.engine.apply.ApplyOutcome.Failed;
import io.drover.engine.apply.ApplyOutcome.Refused;
import io.drover.engine.apply.ApplyOutcome.UpToDate;
import io.drover.engine.directory.MigrationDirectory;
import io.drover.engine.split.SplitRules;
import io.drover.engine.split.StatementSplitter;
import io.drover.engine.target.TargetUrl;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MysqlEngineTest implements EngineContract {

    private MysqlFixture fixture;

    @BeforeEach
    void freshDatabase() {
        fixture = MysqlFixture.fresh();
    }

    @Override
    public TargetFixture target() {
        return fixture;
    }

    private ApplyOutcome apply(String... namesAndContents) {
        return ENGINE.apply(fixture.url(), Dirs.of(namesAndContents), OPTIONS, NOBODY);
    }

    private List<String> users() {
        return fixture.rows("SELECT id, name FROM users ORDER BY id");
    }

    @Test
    @Override
    public void rollsEverythingBackWhenAllFilesAreOneTransaction() {
        apply("1_users.sql", USERS);
        MigrationDirectory rows = Dirs.of("1_users.sql", USERS, "2_seed.sql", SEED, "3_bad.sql", SEED);
        MigrationDirectory schema =
                Dirs.of("1_users.sql", USERS, "2_seed.sql", SEED, "3_c.sql", "CREATE TABLE c (x int);");

        ApplyOutcome outcome = ENGINE.apply(fixture.url(), rows, OPTIONS.withTxMode(TxMode.ALL), NOBODY);
        ApplyOutcome refused = ENGINE.apply(fixture.url(), schema, OPTIONS.withTxMode(TxMode.ALL), NOBODY);

        assertThat(outcome).isInstanceOf(Failed.class);
        assertThat(((Refused) refused).problem().sentence())
                .isEqualTo("txmode \"all\" cannot hold \"3_c.sql\": this database commits some of its statements on its"
                        + " own. Use \"file\" instead");
        assertThat(users()).isEmpty();
        assertThat(fixture.revisions("version")).containsExactly("1");
    }

    /** A schema change is committed when it is done: that its row was not written then is told. */
    @Test
    @Override
    public void rollsBackWhenTheListenerThrows() {
        Consumer<EngineEvent> thrower = event -> {
            if (event instanceof EngineEvent.StatementDone) {
                throw new IllegalStateException("enough");
            }
        };
        apply("1_users.sql", USERS);

        MigrationDirectory rows = Dirs.of("1_users.sql", USERS, "2_seed.sql", SEED);
        assertThatThrownBy(() -> ENGINE.apply(fixture.url(), rows, OPTIONS, thrower))
                .hasMessage("enough");
        assertThat(users()).isEmpty();
        assertThat(fixture.revisions("version")).containsExactly("1");

        MigrationDirectory schema = Dirs.of("1_users.sql", USERS, "2_c.sql", "CREATE TABLE c (x int);");
        assertThatThrownBy(() -> ENGINE.apply(fixture.url(), schema, OPTIONS, thrower))
                .hasMessage("enough");
        assertThat(fixture.revisions("version, applied, error")).containsExactly("1|1|", "2|0|drover: executing");
    }

    @Test
    @Override
    @DisplayName("a file with a change of the schema has no transaction, whatever it says")
    public void aFileMayHaveATransactionWhereNoneIsTheRule() {
        String file =
                "-- atlas:txmode file\n\nINSERT INTO users VALUES (1, 'a');\nINSERT INTO users VALUES (1, 'b');\n";

        MigrationDirectory directory = Dirs.of("1_users.sql", USERS, "2.sql", file);
        assertThat(ENGINE.apply(fixture.url(), directory, OPTIONS.withTxMode(TxMode.NONE), event -> {}))
                .isInstanceOf(Failed.class);

        assertThat(users()).isEmpty();
        assertThat(fixture.revisions("version")).containsExactly("1");
    }

    @Test
    @Override
    public void runsSavepointsInATransactionAndTransactionsOutsideOfOne() {
        String own = "-- atlas:txmode none\n\nBEGIN;\nINSERT INTO users VALUES (1, 'a');\nSAVEPOINT s;\n"
                + "INSERT INTO users VALUES (9, 'x');\nROLLBACK TO SAVEPOINT s;\nCOMMIT;\n";
        String open = "-- atlas:txmode none\n\nSET autocommit = 0;\nINSERT INTO users VALUES (2, 'b');\nCOMMIT;\n";

        assertThat(apply("1_users.sql", USERS, "2_own.sql", own, "3_open.sql", open))
                .isInstanceOf(Applied.class);

        assertThat(users()).containsExactly("1|a", "2|b");
        assertThat(fixture.revisions("version, applied, total, error")).containsExactly("1|1|1|", "2|6|6|", "3|3|3|");
    }

    @Test
    @DisplayName("P29 what a file's own transaction took back is not counted, and is done again")
    void doesNotCountWhatAFailedTransactionOfTheFileTookBack() {
        String own = "-- atlas:txmode none\n\nSTART TRANSACTION;\nINSERT INTO users VALUES (1, 'a');\n"
                + "INSERT INTO nowhere VALUES (1);\nCOMMIT;\n";

        ApplyOutcome outcome = apply("1_users.sql", USERS, "2_own.sql", own);

        assertThat(((Failed) outcome).problem().statement()).isEqualTo(3);
        assertThat(users()).isEmpty();
        assertThat(fixture.revisions("version, applied, error, error_stmt"))
                .containsExactly(
                        "1|1||",
                        "2|0|Table '" + fixture.database() + ".nowhere' doesn't exist|INSERT INTO nowhere VALUES (1);");
        assertThat(apply("1_users.sql", USERS, "2_own.sql", own.replace("nowhere VALUES (1)", "users VALUES (2, 'b')")))
                .isInstanceOf(Applied.class);
        assertThat(users()).containsExactly("1|a", "2|b");
    }

    @Test
    @DisplayName("P29 what is committed on the way, by a change of the schema or a second begin, does not run twice")
    void goesOnBehindWhatWasCommittedOnTheWay() {
        String head = "-- atlas:txmode none\n\n";
        String tail = "INSERT INTO nowhere VALUES (1);\nCOMMIT;\n";
        for (String way : List.of(
                "SET autocommit = 0;\nINSERT INTO log VALUES (1);\nCREATE TABLE c (x int);\nINSERT INTO log VALUES (2);\n",
                "BEGIN;\nINSERT INTO log VALUES (1);\nBEGIN;\nINSERT INTO log VALUES (2);\n",
                "BEGIN;\nINSERT INTO log VALUES (1);\nCOMMIT AND CHAIN;\nINSERT INTO log VALUES (2);\n",
                "START TRANSACTION;\nINSERT INTO log VALUES (1);\nCOMMIT;\nINSERT INTO log VALUES (2);\n")) {
            fixture = MysqlFixture.fresh();
            String log = "CREATE TABLE log (x int);";
            assertThat(apply("1_log.sql", log, "2_way.sql", head + way + tail)).isInstanceOf(Failed.class);

            ApplyOutcome again = apply(
                    "1_log.sql", log, "2_way.sql", head + way + tail.replace("nowhere VALUES (1)", "log VALUES (3)"));

            assertThat(again).as(way).isInstanceOf(Applied.class);
            assertThat(fixture.rows("SELECT x FROM log ORDER BY x")).as(way).containsExactly("1", "2", "3");
        }
    }

    @Test
    @DisplayName(
            "P29 statements that MySQL commits with, or that keep its tables locked, are refused in a file's transaction")
    void refusesWhatEndsATransactionInMysql() {
        for (String statement : List.of(
                "LOCK TABLES users WRITE;",
                "UNLOCK TABLES;",
                "SET autocommit=0;",
                "set SESSION AUTOCOMMIT = 1;",
                "SET @@session.autocommit = 0;",
                "XA START 'x';")) {
            ApplyOutcome outcome = apply("1_users.sql", USERS, "2_x.sql", SEED + statement);
            assertThat(((Refused) outcome).problem().code()).as(statement).isEqualTo("transaction-statement");
        }
        assertThat(apply("1_users.sql", USERS, "2_x.sql", "SET @autocommit = 1;\nBEGIN NOT ATOMIC SELECT 1; END;"))
                .isInstanceOf(Applied.class);
    }

    @Test
    @DisplayName("P29 a file of schema changes is resumed after the statement that failed, without being asked to")
    void resumesAFileThatWasCommittedInPart() {
        ApplyOutcome failed =
                apply("1_users.sql", USERS + "INSERT INTO users VALUES (1, 'a');\nINSERT INTO nowhere VALUES (1);");
        assertThat(((Failed) failed).files().get(0).applied()).isEqualTo(2);
        assertThat(((Failed) failed).current()).isEqualTo("1");
        assertThat(fixture.revisions("applied, total, error, error_stmt"))
                .containsExactly(
                        "2|3|Table '" + fixture.database() + ".nowhere' doesn't exist|INSERT INTO nowhere VALUES (1);");

        ApplyOutcome repaired =
                apply("1_users.sql", USERS + "INSERT INTO users VALUES (1, 'a');\nINSERT INTO users VALUES (2, 'b');");

        assertThat(((Applied) repaired).files().get(0).statements())
                .extracting(StatementResult::index)
                .containsExactly(3);
        assertThat(users()).containsExactly("1|a", "2|b");
    }

    @Test
    @DisplayName("P29 rows are one transaction with their revision only where all of it can be taken back")
    void runsStatementByStatementWhatCannotBeTakenBack() {
        apply("1_users.sql", USERS);
        fixture.sql(
                "CREATE TABLE loose (x int) ENGINE=Aria",
                "CREATE TABLE watched (x int)",
                "CREATE TRIGGER w AFTER INSERT ON watched FOR EACH ROW INSERT INTO loose VALUES (NEW.x)");
        String bad = "INSERT INTO nowhere VALUES (1);";

        apply("1_users.sql", USERS, "2_a.sql", "INSERT INTO loose VALUES (1);\n" + bad);
        assertThat(fixture.revisions("version, applied")).containsExactly("1|1", "2|1");
        fixture.sql("DELETE FROM atlas_schema_revisions WHERE version = '2'");
        apply("1_users.sql", USERS, "2_a.sql", "INSERT INTO watched VALUES (1);\n" + bad);
        assertThat(fixture.revisions("version, applied")).containsExactly("1|1", "2|1");
        fixture.sql("DELETE FROM atlas_schema_revisions WHERE version = '2'");
        apply("1_users.sql", USERS, "2_a.sql", "UPDATE users SET name = 'x';\n" + SEED + SEED);
        assertThat(fixture.revisions("version, applied")).containsExactly("1|1");
        assertThat(users()).isEmpty();
    }

    @Test
    @DisplayName("P29 who may not see triggers cannot prove that there are none")
    void provesNothingToAUserWhoDoesNotSeeTriggers() {
        apply("1_users.sql", USERS);
        String bad = SEED + "INSERT INTO users VALUES (1, 'again');\n";
        MysqlFixture.onServer(
                "CREATE OR REPLACE USER weak IDENTIFIED BY 'pw'",
                "GRANT SELECT, INSERT, UPDATE, DELETE, CREATE ON " + fixture.database() + ".* TO weak");
        MigrationDirectory directory = Dirs.of("1_users.sql", USERS, "2_seed.sql", bad);
        TargetUrl weak = TargetUrl.parse(fixture.url().canonical().replace("mysql://", "mysql://weak:pw@"));

        ApplyOutcome outcome = ENGINE.apply(weak, directory, OPTIONS, NOBODY);
        assertThat(((Failed) outcome).files().get(0).applied()).isEqualTo(2);
        fixture.sql("DELETE FROM atlas_schema_revisions WHERE version = '2'", "DELETE FROM users");

        ENGINE.apply(fixture.plainUrl(), directory, OPTIONS, NOBODY);
        assertThat(users()).isEmpty();
    }

    @Test
    @DisplayName("P29 a killed transaction of rows leaves nothing, and the next attempt runs it once")
    void goesOnAfterAKillInATransaction(@TempDir Path folder) throws Exception {
        killedInTheMiddle(folder, SEED);

        ApplyOutcome outcome = ENGINE.apply(
                fixture.url(),
                KilledApply.directory(),
                OPTIONS.withRunId("9").withApplicationName("drover:9:2"),
                NOBODY);

        assertThat(outcome).isInstanceOf(Applied.class);
        assertThat(users()).containsExactly("1|a8m", "2|rotemtam");
    }

    @Test
    @DisplayName("P29 a kill between a schema change and its row leaves it to a person whether it ran")
    void isAmbiguousAfterAKillBesideASchemaChange(@TempDir Path folder) throws Exception {
        String schema = "CREATE TABLE pets (x int);\nCREATE TABLE toys (x int);\n";
        killedInTheMiddle(folder, schema);
        ApplyOptions second = OPTIONS.withRunId("9").withApplicationName("drover:9:2");

        ApplyOutcome outcome = ENGINE.apply(fixture.url(), KilledApply.directory(schema), second, NOBODY);

        assertThat(((Refused) outcome).problem()).isInstanceOfSatisfying(Problem.Ambiguous.class, ambiguous -> {
            assertThat(ambiguous.statement()).isEqualTo(1);
            assertThat(ambiguous.statementText()).isEqualTo("CREATE TABLE pets (x int);");
        });
        String hash = PartialHashes.json(
                PartialHashes.of(StatementSplitter.of(SplitRules.MYSQL).split("CREATE TABLE pets (x int);")));
        fixture.sql("UPDATE atlas_schema_revisions SET error = '', applied = 1, partial_hashes = '" + hash
                + "' WHERE version = '2'");
        assertThat(ENGINE.apply(fixture.url(), KilledApply.directory(schema), second, NOBODY))
                .isInstanceOf(Applied.class);
    }

    private void killedInTheMiddle(Path folder, String second) throws Exception {
        Path marker = folder.resolve("marker");
        String url = "mysql://root:pw@127.0.0.1:" + MysqlFixture.port() + "/" + fixture.database();
        Process child = Children.start(KilledApply.class, url, marker.toString(), second);
        await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(marker));
        child.destroyForcibly();
        assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    @DisplayName("P29 processes that compete run each file once")
    void competingProcessesRunEachFileOnce() throws Exception {
        String url = "mysql://root:pw@127.0.0.1:" + MysqlFixture.port() + "/" + fixture.database();
        Process one = Children.start(CompetingApply.class, url);
        Process two = Children.start(CompetingApply.class, url);

        assertThat(one.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(two.waitFor(120, TimeUnit.SECONDS)).isTrue();

        assertThat(List.of(one.exitValue(), two.exitValue())).containsOnly(0);
        assertThat(fixture.rows("SELECT count(*), count(DISTINCT x) FROM done")).containsExactly("39|39");
    }

    @Test
    void tellsTheMessageOfTheServerWithoutTheDrivers() {
        ApplyOutcome outcome =
                apply("1.sql", USERS + "INSERT INTO users VALUES (1, 'a');\nINSERT INTO users VALUES (1, 'b');");

        assertThat(outcome).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.problem().message()).isEqualTo("Duplicate entry '1' for key 'PRIMARY'");
            assertThat(failed.problem().detail()).isEqualTo("MySQL error 1062");
            assertThat(failed.problem().sqlState()).isEqualTo("23000");
        });
    }

    @Test
    void makesTheRevisionsTableAsAtlasDoes() {
        apply("1.sql", USERS);

        assertThat(fixture.rows("SELECT column_name, column_type, is_nullable, coalesce(column_default, ''), extra"
                        + " FROM information_schema.columns WHERE table_schema = DATABASE()"
                        + " AND table_name = 'atlas_schema_revisions' ORDER BY ordinal_position"))
                .containsExactly(
                        "version|varchar(255)|NO||",
                        "description|varchar(255)|NO||",
                        "type|bigint(20) unsigned|NO|2|",
                        "applied|bigint(20)|NO|0|",
                        "total|bigint(20)|NO|0|",
                        "executed_at|timestamp|NO||",
                        "execution_time|bigint(20)|NO||",
                        "error|longtext|YES|NULL|",
                        "error_stmt|longtext|YES|NULL|",
                        "hash|varchar(255)|NO||",
                        "partial_hashes|longtext|YES|NULL|",
                        "operator_version|varchar(255)|NO||");
        assertThat(fixture.rows("SELECT table_collation FROM information_schema.tables WHERE table_schema = DATABASE()"
                        + " AND table_name = 'atlas_schema_revisions'"))
                .containsExactly("utf8mb4_bin");
    }

    @Test
    void executesRoutinesWholeAndWhatIsNoStatementForOthers() {
        String text =
                "# a comment it's\nDELIMITER //\nCREATE PROCEDURE p() BEGIN\n INSERT INTO users VALUES (1, 'it''s; \\'1');"
                        + " SELECT 1; INSERT INTO users VALUES (2, '{fn x} ?'); END//\nDELIMITER ;\nCALL p();\n"
                        + "SELECT 'ü', '\\'' , \";\"; -- end\n";

        assertThat(apply("1.sql", USERS, "2.sql", text)).isInstanceOf(Applied.class);

        assertThat(users()).containsExactly("1|it's; '1", "2|{fn x} ?");
        assertThat(fixture.revisions("total")).containsExactly("1", "3");
    }

    @Test
    void seesTheFailureOfAProcedureBehindItsFirstRows() {
        String text = "CREATE PROCEDURE p() BEGIN SELECT 1; SELECT 2; INSERT INTO nowhere VALUES (1); END;\nCALL p();";

        assertThat(((Failed) apply("1.sql", text)).problem().statement()).isEqualTo(2);
    }

    @Test
    @DisplayName("P28 the lock is that of one database: another one on the same server does not wait for it")
    void locksOneDatabaseOnly() throws Exception {
        try (MysqlFixture other = MysqlFixture.fresh();
                Connection busy = other.connect()) {
            assertThat(new MysqlLock(busy, other.database(), other.database()).tryTake("drover:1:1"))
                    .isTrue();

            assertThat(apply("1.sql", USERS)).isInstanceOf(Applied.class);

            ApplyOutcome held = ENGINE.apply(
                    other.url(), Dirs.of("1.sql", USERS), OPTIONS.withLockTimeout(Duration.ofMillis(100)), NOBODY);
            assertThat(((Refused) held).problem().sentence())
                    .contains("drover:1:1 (connection ")
                    .contains(" of root@127.0.0.1:")
                    .contains("idle for ");
        }
    }

    @Test
    void waitsForTheSchemaChangeOfSomebodyElseOnlySoLong() throws Exception {
        fixture.sql(USERS);
        try (Connection other = fixture.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.executeQuery("SELECT * FROM users");

            ApplyOutcome outcome = ENGINE.apply(
                    fixture.url(),
                    Dirs.of("1.sql", "ALTER TABLE users ADD x int;"),
                    OPTIONS.withAllowDirty(true).withDbLockTimeout(Duration.ofMillis(50)),
                    NOBODY);

            assertThat(((Failed) outcome).problem().detail()).isEqualTo("MySQL error 1205");
        }
    }

    @Test
    void endsAStatementThatTakesTooLong() {
        ApplyOutcome outcome = ENGINE.apply(
                fixture.url(),
                Dirs.of("1.sql", "CREATE TABLE t AS SELECT SLEEP(60) AS x;"),
                OPTIONS.withStatementTimeout(Duration.ofMillis(100)),
                NOBODY);

        assertThat(((Failed) outcome).problem().detail()).isEqualTo("MySQL error 1969");
    }

    @Test
    void refusesAStatementThatIsLargerThanAPacketBeforeItIsSent() {
        String large = "INSERT INTO users VALUES (1, '" + "x".repeat(17_000_000) + "');";

        ApplyOutcome outcome = apply("1.sql", USERS + large);

        assertThat(((Failed) outcome).problem().message())
                .isEqualTo("the statement has 17000033 bytes, and max_allowed_packet of the server is 16777216");
        assertThat(fixture.revisions("applied, total, length(error_stmt)")).containsExactly("1|2|65539");
        assertThat(apply("1.sql", USERS + SEED)).isInstanceOf(Applied.class);
    }

    @Test
    void saysThatAConnectionWasLostWithStatementsUnderWay() {
        ApplyOutcome outcome = apply("1.sql", USERS, "2.sql", "KILL CONNECTION CONNECTION_ID();");

        assertThat(((Failed) outcome).problem())
                .isInstanceOfSatisfying(
                        Problem.Unreachable.class,
                        lost -> assertThat(lost.unsettled()).isTrue());
        assertThat(((Refused) apply("1.sql", USERS, "2.sql", "KILL CONNECTION CONNECTION_ID();"))
                        .problem()
                        .code())
                .isEqualTo("ambiguous");
    }

    @Test
    @DisplayName("P30 what cannot be reached is named without its password")
    void saysThatAServerOrADatabaseCannotBeReached() {
        TargetUrl nobody = TargetUrl.parse("mysql://u:s3cret@localhost:1/db");
        TargetUrl missing =
                TargetUrl.parse(fixture.url().canonical().replace("mysql://", "mysql://root:pw@") + "_missing");
        TargetUrl stranger = TargetUrl.parse(fixture.url().canonical().replace("mysql://", "mysql://root:s3cret@"));

        for (TargetUrl url : List.of(nobody, missing, stranger)) {
            Problem problem = ((Refused) ENGINE.apply(url, Dirs.of("1.sql", USERS), OPTIONS, NOBODY)).problem();
            assertThat(problem.code()).isEqualTo("unreachable");
            assertThat(problem.sentence()).contains(url.redacted()).doesNotContain("s3cret");
        }
        assertThat(ENGINE.inspect(missing, null).problem().message())
                .isEqualTo("Unknown database '" + fixture.database() + "_missing'");
    }

    @Test
    void takesTheParametersOfAtlasUsers() {
        TargetUrl url =
                fixture.url("?parseTime=true&charset=utf8mb4,utf8&loc=UTC&tls=false&timeout=5s&multiStatements=true"
                        + "&time_zone=%27%2B05:00%27&sql_mode=ANSI_QUOTES");

        ApplyOutcome outcome = ENGINE.apply(
                url,
                Dirs.of("1.sql", "CREATE TABLE \"t\" AS SELECT @@time_zone AS zone, 'ü🐑' AS sheep;"),
                OPTIONS,
                NOBODY);

        assertThat(outcome).isInstanceOf(Applied.class);
        assertThat(fixture.rows("SELECT zone, sheep FROM t")).containsExactly("+05:00|ü🐑");
        assertThat(ENGINE.apply(
                        url,
                        Dirs.of("1.sql", "CREATE TABLE \"t\" AS SELECT @@time_zone AS zone, 'ü🐑' AS sheep;"),
                        OPTIONS,
                        NOBODY))
                .isInstanceOf(UpToDate.class);
    }

    @Test
    void reachesDatabasesOfAnyName() {
        for (String name : List.of("tenant-é $1", "it's", "a?b=c&d", "per%cent", "tick`s")) {
            String quoted = MysqlCatalog.quoted(name);
            MysqlFixture.onServer("CREATE DATABASE " + quoted);
            TargetUrl url = TargetUrl.parse("mysql://root:pw@127.0.0.1:" + MysqlFixture.port() + "/"
                    + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"));

            ApplyOutcome outcome = ENGINE.apply(url, Dirs.of("1.sql", USERS, "2.sql", SEED), OPTIONS, NOBODY);

            assertThat(outcome).as(name).isInstanceOf(Applied.class);
            assertThat(fixture.rows("SELECT version FROM " + quoted + ".atlas_schema_revisions"))
                    .containsExactly("1", "2");
            MysqlFixture.onServer("DROP DATABASE " + quoted);
        }
    }

    @Test
    void refusesValuesThatCannotBeMeant() {
        for (String query : List.of("?tls=maybe", "?charset=latin1", "?timeout=5", "?sql_mode=%27a%27,autocommit=0")) {
            ApplyOutcome outcome = ENGINE.apply(fixture.url(query), Dirs.of("1.sql", USERS), OPTIONS, NOBODY);
            assertThat(((Refused) outcome).problem().code()).as(query).isEqualTo("invalid-url");
        }
    }

    @Test
    @DisplayName("P30 a server without TLS gets no password in the clear when TLS was asked for")
    void doesNotGoOnInTheClear() {
        for (String tls : List.of("true", "skip-verify", "preferred")) {
            ApplyOutcome outcome = ENGINE.apply(fixture.url("?tls=" + tls), Dirs.of("1.sql", USERS), OPTIONS, NOBODY);
            assertThat(((Refused) outcome).problem().code()).as(tls).isEqualTo("unreachable");
        }
    }

    @Test
    void namesWhatMakesADatabaseUnclean() {
        fixture.sql("CREATE TABLE legacy (x int)");

        assertThat(((Refused) apply("1.sql", USERS)).problem().sentence())
                .contains("found table \"legacy\" in schema \"" + fixture.database() + "\"");
        try (MysqlFixture second = MysqlFixture.fresh()) {
            assertThat(second.rows("SELECT 1")).hasSize(1);
            ApplyOutcome outcome =
                    ENGINE.apply(MysqlFixture.server(), Dirs.of("1.sql", "CREATE DATABASE whole;"), OPTIONS, NOBODY);
            assertThat(((Refused) outcome).problem().sentence()).contains("found multiple schemas: 2");
        }
    }

    @Test
    void keepsTheRevisionsOfAWholeServerInASchemaOfTheirOwn() {
        try {
            ApplyOutcome outcome = ENGINE.apply(
                    MysqlFixture.server(),
                    Dirs.of("1.sql", "CREATE DATABASE whole;\nCREATE TABLE whole.t (x int);"),
                    OPTIONS.withAllowDirty(true),
                    NOBODY);

            assertThat(outcome).isInstanceOf(Applied.class);
            assertThat(fixture.rows("SELECT version FROM atlas_schema_revisions.atlas_schema_revisions"))
                    .containsExactly("1");
            assertThat(((Refused) apply("1.sql", USERS)).problem().sentence()).isEqualTo("ambiguous revision table");
            assertThat(ENGINE.apply(
                            fixture.url(),
                            Dirs.of("1.sql", USERS),
                            OPTIONS.withRevisionsSchema(fixture.database()),
                            NOBODY))
                    .isInstanceOf(Applied.class);
        } finally {
            MysqlFixture.onServer("DROP DATABASE IF EXISTS whole", "DROP DATABASE IF EXISTS atlas_schema_revisions");
        }
    }
}
