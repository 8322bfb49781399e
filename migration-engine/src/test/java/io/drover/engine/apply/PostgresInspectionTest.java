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

class PostgresInspectionTest implements InspectionContract {
    private static final ApplyOptions SECOND = OrphanedApply.OPTIONS.withApplicationName("drover:9:2");
    private static final OrphanPolicy IMPATIENT = new OrphanPolicy(Treatment.WAIT, Duration.ZERO);

    private PostgresFixture fixture;

    @BeforeEach
    void freshDatabase() {
        fixture = PostgresFixture.fresh();
    }

    @Override
    public TargetFixture target() {
        return fixture;
    }

    @Override
    public String tables() {
        return "SELECT nspname FROM pg_namespace UNION ALL SELECT relname FROM pg_class WHERE relkind = 'r'"
                + " ORDER BY 1";
    }

    @Test
    @DisplayName("P21 a transaction whose agent was killed in a long statement is waited for, rolled back and run once")
    void waitsForTheOrphanOfATransaction() throws Exception {
        MigrationDirectory directory = OrphanedApply.directory("");
        CompletableFuture<ApplyOutcome> second;
        try (Connection blocker = orphaned("")) {
            assertThat(blocker.isClosed()).isFalse();
            theOrphanIsSeen(directory);

            second = CompletableFuture.supplyAsync(() ->
                    ENGINE.apply(fixture.url(), directory, SECOND.withLockTimeout(Duration.ofMinutes(1)), event -> {}));
            await().atMost(Duration.ofSeconds(30)).until(() -> sessions("drover:9:2") == 1);
        }

        ApplyOutcome outcome = second.get(60, TimeUnit.SECONDS);

        assertThat(outcome).isInstanceOf(Applied.class);
        assertThat(fixture.rows("SELECT x FROM once ORDER BY x")).containsExactly("1", "2");
        assertThat(ENGINE.inspect(fixture.url(), directory, SECOND).finding()).isEqualTo(Finding.DONE);
    }

    @Test
    @DisplayName("P21 P29 a statement outside of a transaction whose agent was killed is waited for and not run again")
    void waitsForTheOrphanOfAStatement() throws Exception {
        String head = "-- atlas:txmode none\n\n";
        MigrationDirectory directory = OrphanedApply.directory(head);
        try (Connection blocker = orphaned(head)) {
            assertThat(blocker.isClosed()).isFalse();
            theOrphanIsSeen(directory);
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> sessions("drover:9:1") == 0);

        RunInspection found = ENGINE.inspect(fixture.url(), directory, SECOND);
        ApplyOutcome outcome = ENGINE.apply(fixture.url(), directory, SECOND, event -> {});

        assertThat(found.finding()).isEqualTo(Finding.OPEN);
        assertThat(found.problem().code()).isEqualTo("ambiguous");
        assertThat(outcome).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.problem().code()).isEqualTo("ambiguous");
            assertThat(refused.problem().statement()).isEqualTo(2);
        });
        assertThat(fixture.rows("SELECT x FROM once")).as("it ran, once").containsExactly("1");
    }

    /** A child of which only its session is left, in a statement; it ends with the connection that is returned. */
    private Connection orphaned(String head) throws Exception {
        Connection blocker = fixture.connect();
        try (Statement statement = blocker.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(77)");
        }
        Process child = Children.start(OrphanedApply.class, fixture.url().toString(), head);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !fixture.rows("SELECT pid FROM pg_stat_activity WHERE state = 'active'"
                                + " AND wait_event = 'advisory' AND application_name = 'drover:9:1'"
                                + " AND datname = current_database()")
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
        assertThat(found.holder()).startsWith("drover:9:1 (pid ");
        assertThat(early)
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.problem())
                                .isInstanceOfSatisfying(
                                        Problem.LockHeld.class,
                                        held -> assertThat(held.holder()).startsWith("drover:9:1 (pid ")));
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
            assertThat(ENGINE.apply(fixture.url(), Dirs.of("1_users.sql", USERS), impatient, event -> {}))
                    .as("the same attempt")
                    .isInstanceOf(ApplyOutcome.UpToDate.class);
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

    /** A session in a transaction whose client has nothing more to say. */
    private Connection frozen(String name) throws SQLException {
        Connection connection = fixture.connect();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET application_name = '" + name + "'");
            connection.commit();
            statement.execute("INSERT INTO users VALUES (1, 'rolled back')");
        }
        return connection;
    }

    @Test
    @DisplayName("P21 the policy END does not wait for a statement that runs")
    void endsAnActiveOrphanWhenTold() throws Exception {
        try (Connection blocker = orphaned("")) {
            ApplyOptions ruthless = SECOND.withOrphans(new OrphanPolicy(Treatment.END, Duration.ofHours(1)));

            RunInspection found = ENGINE.inspect(fixture.url(), OrphanedApply.directory(""), ruthless);

            assertThat(found.finding()).isEqualTo(Finding.OPEN);
            assertThat(sessions("drover:9:1")).isZero();
            assertThat(blocker.isValid(5)).isTrue();
        }
        assertThat(fixture.rows("SELECT relname FROM pg_class WHERE relname = 'once'"))
                .isEmpty();
    }

    @Test
    @DisplayName("P21 a role that may not end a session takes it for alive")
    void doesNotEndWhatItMayNotEnd() throws SQLException {
        PostgresFixture plain = fixture.withPlainRole();
        ENGINE.apply(fixture.url(), Dirs.of("1_users.sql", USERS), RUN.withRunId("8"), event -> {});
        try (Connection others = frozen("drover:9:1")) {
            RunInspection found = ENGINE.inspect(
                    plain.plainUrl(), BOTH, RUN.withOrphans(new OrphanPolicy(Treatment.END, Duration.ZERO)));

            assertThat(found.finding()).isEqualTo(Finding.STILL_RUNNING);
            assertThat(others.isValid(5)).isTrue();
        }
    }

    @Test
    @DisplayName("P4 the server names itself the same under every URL, with the schema that a URL binds")
    void namesTheServer() {
        TargetUrl otherUrl = TargetUrl.parse(fixture.url().canonical().replace("localhost", "postgres:pw@127.0.0.1"));

        String identity = ENGINE.inspect(fixture.url(), BOTH, RUN).serverIdentity();

        assertThat(identity).matches("postgres:\\d+/\\d+");
        assertThat(ENGINE.inspect(otherUrl, BOTH, RUN).serverIdentity()).isEqualTo(identity);
        assertThat(ENGINE.inspect(fixture.boundTo("public").url(), BOTH, RUN).serverIdentity())
                .isEqualTo(identity + "/public");
        assertThat(ENGINE.apply(fixture.url(), BOTH, RUN, event -> {}).serverIdentity())
                .isEqualTo(identity);
        try (PostgresFixture other = PostgresFixture.fresh()) {
            assertThat(ENGINE.inspect(other.url(), BOTH, RUN).serverIdentity()).isNotEqualTo(identity);
        }
    }

    @Test
    @DisplayName("P4 a server that does not tell its name is migrated like any other")
    void doesWithoutTheNameOfTheServer() {
        PostgresFixture plain = fixture.withPlainRole();
        fixture.sql(
                "REVOKE EXECUTE ON FUNCTION pg_control_system() FROM PUBLIC",
                "GRANT CREATE ON DATABASE " + fixture.database() + " TO plain",
                "GRANT CREATE ON SCHEMA public TO plain");

        ApplyOutcome outcome = ENGINE.apply(plain.plainUrl(), BOTH, RUN, event -> {});

        assertThat(outcome).isInstanceOf(Applied.class);
        assertThat(outcome.serverIdentity()).isNull();
        assertThat(ENGINE.inspect(plain.plainUrl(), BOTH, RUN).finding()).isEqualTo(Finding.DONE);
    }

    @Test
    @DisplayName("P21 a server that does not answer is unreachable")
    void saysThatTheServerDoesNotAnswer() {
        RunInspection found = ENGINE.inspect(TargetUrl.parse("postgres://u:s3cret@localhost:1/db"), BOTH, RUN);

        assertThat(found.finding()).isEqualTo(Finding.UNREACHABLE);
        assertThat(found.problem().code()).isEqualTo("unreachable");
        assertThat(found.problem().sentence()).doesNotContain("s3cret");
    }

    private long sessions(String name) {
        return fixture.rows("SELECT pid FROM pg_stat_activity WHERE application_name = '" + name + "'"
                        + " AND datname = current_database()")
                .size();
    }
}
