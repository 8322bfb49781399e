package io.drover.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drover.e2e.fixture.Deployment;
import io.drover.e2e.fixture.FaultStack;
import io.drover.e2e.fixture.Fleet;
import io.drover.e2e.fixture.Ledger;
import io.drover.e2e.fixture.Order;
import io.drover.e2e.fixture.RebuildProcess;
import io.drover.e2e.fixture.RebuiltViews;
import io.drover.embedded.BackingServices.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The views are rebuilt by a process beside those that show them. */
class RebuildIT {
    private static final int TENANTS = 60;
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String GENERATION = "SELECT id::text FROM views.generation";
    private static final String TURN_TO_WRITE =
            "SELECT pg_advisory_xact_lock(hashtextextended('views', 110448593954162))";
    private static final String REBUILDS_THAT_WAIT = """
            SELECT count(*) FROM pg_locks held JOIN pg_locks wanted USING (pid)
            WHERE held.locktype = 'advisory' AND held.granted AND wanted.locktype = 'advisory' AND NOT wanted.granted
            """;

    @RegisterExtension
    static final FaultStack STACK = FaultStack.shared();

    @Test
    @DisplayName("P16 rebuilt during a rollout, after a rebuild was killed: the views are those of the topics")
    void takesThePlaceOfTheViewsThatAreShown() throws Exception {
        Fleet fleet = Fleet.of(STACK, "rebuilt").sqlite(TENANTS).costlyMigration("0001");
        Deployment deployment = fleet.deploy(Order.standard().atMost(4));
        deployment.awaitDone(TENANTS / 10);
        String old = ask(GENERATION);

        killOneThatIsAboutToShowItsViews();
        assertThat(ask(GENERATION)).isEqualTo(old);
        try (RebuildProcess rebuild = RebuildProcess.start(STACK)) {
            await("its end")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> {
                        assertThat(shownTotal(deployment)).isEqualTo(TENANTS);
                        return !rebuild.isAlive();
                    });
            assertThat(rebuild.exitCode()).isZero();
        }

        assertThat(ask(GENERATION)).isNotEqualTo(old);
        deployment.awaitSucceeded();
        STACK.restart(FaultStack.STATUS);
        STACK.heal();
        Ledger.of(fleet).check();
        RebuiltViews.checkAgainst(STACK);
    }

    @Test
    @DisplayName("an argument that does not exist is refused")
    void saysThatThereIsNoSuchArgument() throws Exception {
        try (RebuildProcess rebuild = RebuildProcess.start(STACK, "rebuilt")) {
            assertThat(rebuild.exitCode()).isEqualTo(2);
        }
    }

    /** Nobody writes meanwhile, so it has to wait. */
    private static void killOneThatIsAboutToShowItsViews() throws Exception {
        try (Connection writer = connect();
                Statement statement = writer.createStatement();
                RebuildProcess killed = RebuildProcess.start(STACK)) {
            writer.setAutoCommit(false);
            statement.execute(TURN_TO_WRITE);
            await("new views")
                    .atMost(PATIENCE)
                    .until(() -> ask(REBUILDS_THAT_WAIT).equals("1"));
            killed.kill();
            writer.rollback();
        }
    }

    private static int shownTotal(Deployment deployment) {
        return STACK.api()
                .get("/api/v1/status/deployments/" + deployment.id())
                .body()
                .path("counts")
                .path("total")
                .asInt();
    }

    private static String ask(String question) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            row.next();
            return row.getString(1);
        }
    }

    private static Connection connect() throws SQLException {
        Database database = STACK.database("status");
        return DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password());
    }
}
