package io.drover.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drover.engine.apply.ApplyOutcome.Applied;
import io.drover.engine.apply.ApplyOutcome.Refused;
import io.drover.engine.apply.OrphanPolicy.Treatment;
import io.drover.engine.apply.RunInspection.Finding;
import io.drover.engine.directory.MigrationDirectory;
import io.drover.engine.target.TargetUrl;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MysqlInspectionTest implements InspectionContract {
    private static final ApplyOptions SECOND = MysqlOrphanedApply.OPTIONS.withApplicationName("drover:9:2");
    private static final OrphanPolicy IMPATIENT = new OrphanPolicy(Treatment.WAIT, Duration.ZERO);

    private MysqlFixture fixture;

    @BeforeEach
    void freshDatabase() {
        fixture = MysqlFixture.fresh();
    }

    @Override
    public TargetFixture target() {
        return fixture;
    }

    @Override
    public String tables() {
        return "SELECT table_schema, table_name FROM information_schema.tables WHERE table_schema = DATABASE()"
                + " ORDER BY 1, 2";
    }

    @Test
    @DisplayName("P21 a transaction whose agent was killed in a long statement is waited for, rolled back and run once")
    void waitsForTheOrphanOfATransaction() throws Exception {
        MigrationDirectory directory = MysqlOrphanedApply.directory("");
        CompletableFuture<ApplyOutcome> second;
        try (Connection blocker = orphaned("")) {
            assertThat(blocker.isClosed()).isFalse();
            theOrphanIsSeen(directory);
            second = CompletableFuture.supplyAsync(() ->
                    ENGINE.apply(fixture.url(), directory, SECOND.withLockTimeout(Duration.ofMinutes(1)), event -> {}));
            await().atMost(Duration.ofSeconds(30)).until(() -> connections() == 3);
        }

        ApplyOutcome outcome = second.get(60, TimeUnit.SECONDS);

        assertThat(outcome).isInstanceOf(Applied.class);
        assertThat(fixture.rows("SELECT x FROM once ORDER BY x")).containsExactly("1", "2");
        assertThat(ENGINE.inspect(fixture.url(), directory, SECOND).finding()).isEqualTo(Finding.DONE);
    }

    @Test
    @DisplayName("P21 P29 a statement outside of a transaction whose agent was killed is waited for and not run again")
    void waitsForTheOrphanOfAStatement() throws Exception {
        String head = "CREATE TABLE other (x int);\n";
        MigrationDirectory directory = MysqlOrphanedApply.directory(head);
        try (Connection blocker = orphaned(head)) {
            assertThat(blocker.isClosed()).isFalse();
            theOrphanIsSeen(directory);
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> connections() == 0);

        RunInspection found = ENGINE.inspect(fixture.url(), directory, SECOND);
        ApplyOutcome outcome = ENGINE.apply(fixture.url(), directory, SECOND, event -> {});

        assertThat(found.finding()).isEqualTo(Finding.OPEN);
        assertThat(found.problem().code()).isEqualTo("ambiguous");
        assertThat(((Refused) outcome).problem().statement()).isEqualTo(2);
        assertThat(fixture.rows("SELECT x FROM once")).as("it ran, once").containsExactly("1");
    }

    /** A child of which only its session is left, in a statement; it ends with the connection that is returned. */
    private Connection orphaned(String head) throws Exception {
        fixture.sql("CREATE TABLE gate (x int)", "INSERT INTO gate VALUES (1)");
        Connection blocker = fixture.connect();
        blocker.setAutoCommit(false);
        try (Statement statement = blocker.createStatement()) {
            statement.executeQuery("SELECT x FROM gate FOR UPDATE");
        }
        String url = "mysql://root:pw@127.0.0.1:" + MysqlFixture.port() + "/" + fixture.database();
        Process child = Children.start(MysqlOrphanedApply.class, url, head);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !fixture.rows("SELECT id FROM information_schema.processlist WHERE db = DATABASE()"
                                + " AND command = 'Query' AND info LIKE 'INSERT INTO once SELECT%'")
                        .isEmpty());
        child.destroyForcibly();
        assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return blocker;
    }

    private void theOrphanIsSeen(MigrationDirectory directory) {
        ApplyOptions impatient = SECOND.withOrphans(IMPATIENT).withLockTimeout(Duration.ofMillis(100));
        RunInspection found = ENGINE.inspect(fixture.url(), directory, impatient);
        ApplyOutcome early = ENGINE.apply(fixture.url(), directory, impatient, event -> {});
        assertThat(found.finding()).isEqualTo(Finding.STILL_RUNNING);
        assertThat(found.holder()).startsWith("drover:9:1 (connection ").contains("executing for ");
        assertThat(((Refused) early).problem())
                .isInstanceOfSatisfying(
                        Problem.LockHeld.class,
                        held -> assertThat(ApplicationName.isOf("9", held.holder()))
                                .isTrue());
    }

    @Test
    @DisplayName("P21 a session that has executed nothing for long is ended, and its work is rolled back")
    void endsAnIdleOrphan() throws SQLException {
        ENGINE.apply(fixture.url(), Dirs.of("1_users.sql", USERS), RUN.withRunId("8"), event -> {});
        try (Connection frozen = frozen("drover:9:1")) {
            RunInspection patient = ENGINE.inspect(fixture.url(), BOTH, RUN);

            RunInspection found = ENGINE.inspect(fixture.url(), BOTH, RUN.withOrphans(IMPATIENT));

            assertThat(patient.finding()).isEqualTo(Finding.STILL_RUNNING);
            assertThat(found.finding()).isEqualTo(Finding.OPEN);
            assertThat(frozen.isValid(5)).isFalse();
        }
        assertThat(fixture.rows("SELECT count(*) FROM users")).containsExactly("0");
    }

    @Test
    @DisplayName("P21 the next attempt ends an idle orphan of an earlier one itself, but none of its own")
    void theNextAttemptEndsAnIdleOrphan() throws SQLException {
        ENGINE.apply(fixture.url(), Dirs.of("1_users.sql", USERS), RUN.withRunId("8"), event -> {});
        ApplyOptions impatient = RUN.withOrphans(IMPATIENT).withLockTimeout(Duration.ofMillis(200));
        try (Connection frozen = frozen("drover:9:1")) {
            assertThat(ENGINE.apply(fixture.url(), BOTH, impatient, event -> {}))
                    .as("the same attempt")
                    .isInstanceOf(Refused.class);
            assertThat(frozen.isValid(5)).isTrue();

            ApplyOutcome outcome = ENGINE.apply(
                    fixture.url(),
                    BOTH,
                    impatient.withApplicationName("drover:9:2").withLockTimeout(Duration.ofSeconds(30)),
                    event -> {});

            assertThat(outcome).isInstanceOf(Applied.class);
            assertThat(frozen.isValid(5)).isFalse();
        }
        assertThat(fixture.rows("SELECT id FROM users ORDER BY id")).containsExactly("1", "2");
    }

    @Test
    @DisplayName("P21 an execution of another run is not ended, however long it is idle")
    void leavesOtherRunsAlone() throws SQLException {
        ENGINE.apply(fixture.url(), Dirs.of("1_users.sql", USERS), RUN.withRunId("8"), event -> {});
        try (Connection frozen = frozen("drover:77:1")) {
            ApplyOptions ruthless = RUN.withOrphans(new OrphanPolicy(Treatment.END, Duration.ZERO))
                    .withApplicationName("drover:9:2")
                    .withLockTimeout(Duration.ofMillis(100));

            assertThat(ENGINE.inspect(fixture.url(), BOTH, ruthless).finding()).isEqualTo(Finding.OPEN);
            assertThat(ENGINE.apply(fixture.url(), BOTH, ruthless, event -> {})).isInstanceOf(Refused.class);
            assertThat(frozen.isValid(5)).isTrue();
        }
    }

    /** A session in a transaction, with the lock, whose client has nothing more to say. */
    private Connection frozen(String name) throws SQLException {
        Connection connection = fixture.connect();
        assertThat(new MysqlLock(connection, fixture.database(), fixture.database()).tryTake(name))
                .isTrue();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO users VALUES (1, 'rolled back')");
        }
        return connection;
    }

    @Test
    @DisplayName("P21 the policy END does not wait for a statement that runs")
    void endsAnActiveOrphanWhenTold() throws Exception {
        try (Connection blocker = orphaned("")) {
            ApplyOptions ruthless = SECOND.withOrphans(new OrphanPolicy(Treatment.END, Duration.ofHours(1)));

            RunInspection found = ENGINE.inspect(fixture.url(), MysqlOrphanedApply.directory(""), ruthless);

            assertThat(found.finding()).isEqualTo(Finding.OPEN);
            assertThat(found.problem()).isNull();
            assertThat(blocker.isValid(5)).isTrue();
        }
        assertThat(fixture.rows("SELECT count(*) FROM once")).containsExactly("0");
    }

    @Test
    @DisplayName("P21 a user who may not end a session takes it for alive, and knows its name all the same")
    void doesNotEndWhatItMayNotEnd() throws SQLException {
        ENGINE.apply(fixture.url(), Dirs.of("1_users.sql", USERS), RUN.withRunId("8"), event -> {});
        try (Connection others = frozen("drover:9:1")) {
            RunInspection found = ENGINE.inspect(
                    fixture.plainUrl(), BOTH, RUN.withOrphans(new OrphanPolicy(Treatment.END, Duration.ZERO)));

            assertThat(found.finding()).isEqualTo(Finding.STILL_RUNNING);
            assertThat(found.holder()).matches("drover:9:1 \\(connection \\d+\\)");
            assertThat(others.isValid(5)).isTrue();
        }
    }

    @Test
    @DisplayName("P4 the server names itself the same under every URL and for every user, with the database")
    void namesTheServer() {
        TargetUrl otherUrl =
                TargetUrl.parse("maria://root:pw@LOCALHOST:" + MysqlFixture.port() + "/" + fixture.database());

        String identity = ENGINE.inspect(fixture.url(), BOTH, RUN).serverIdentity();

        assertThat(identity).matches("mariadb:[0-9a-f]{32}/" + fixture.database());
        assertThat(ENGINE.inspect(otherUrl, BOTH, RUN).serverIdentity()).isEqualTo(identity);
        assertThat(ENGINE.inspect(fixture.plainUrl(), BOTH, RUN).serverIdentity())
                .isEqualTo(identity);
        assertThat(ENGINE.apply(fixture.url(), BOTH, RUN, event -> {}).serverIdentity())
                .isEqualTo(identity);
        try (MysqlFixture other = MysqlFixture.fresh()) {
            assertThat(ENGINE.inspect(other.url(), BOTH, RUN).serverIdentity()).isNotEqualTo(identity);
        }
    }

    @Test
    @DisplayName("P21 a server that does not answer is unreachable")
    void saysThatTheServerDoesNotAnswer() {
        RunInspection found = ENGINE.inspect(TargetUrl.parse("mysql://u:s3cret@localhost:1/db"), BOTH, RUN);

        assertThat(found.finding()).isEqualTo(Finding.UNREACHABLE);
        assertThat(found.problem().code()).isEqualTo("unreachable");
        assertThat(found.problem().sentence()).doesNotContain("s3cret");
    }

    private long connections() {
        return fixture.rows("SELECT id FROM information_schema.processlist WHERE db = DATABASE()"
                        + " AND id <> CONNECTION_ID()")
                .size();
    }
}
