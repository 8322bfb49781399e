package io.drover.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.e2e.fixture.Api;
import io.drover.e2e.fixture.Deployment;
import io.drover.e2e.fixture.EventLog;
import io.drover.e2e.fixture.FaultStack;
import io.drover.e2e.fixture.Fleet;
import io.drover.e2e.fixture.Ledger;
import io.drover.e2e.fixture.Order;
import io.drover.e2e.fixture.SqliteTenants;
import io.drover.testing.KafkaProbe;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** People interfere while commands are on their way. */
class ControlIT {
    private static final int TENANTS = 48;

    /** When it began, and then about 150 ms of work on one core. */
    private static final String RECORDED = """
            CREATE TABLE begun AS SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AS at;
            CREATE TABLE worked AS
              WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400000)
              SELECT i FROM n WHERE i = 400000;
            """;

    @RegisterExtension
    static final FaultStack STACK = FaultStack.shared();

    @Test
    @DisplayName(
            "P20 paused while many runs are queued: nothing begins later than 2 s after the answer; resumed, all end")
    void nothingBeginsAfterAPause() {
        Fleet fleet = Fleet.of(STACK, "paused").sqlite(TENANTS).migration("0001", RECORDED);
        Deployment deployment = fleet.deploy(Order.standard().atMost(TENANTS));
        deployment.awaitDone(3);

        Api.Answer answer = deployment.pause();
        Instant latest = Instant.now().plusSeconds(2);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        await("nothing in flight").atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            JsonNode view = deployment.view();
            assertThat(view.path("state").asText()).isEqualTo("PAUSED");
            assertThat(view.path("counts").path("running").asInt()).isZero();
            assertThat(view.path("counts").path("queued").asInt()).isZero();
        });
        assertThat(deployment.count("pending"))
                .as("runs left when it was paused")
                .isPositive();
        List<Instant> begun = begun(fleet);
        assertThat(begun).allSatisfy(at -> assertThat(at).isBeforeOrEqualTo(latest));
        assertThat(begun).hasSize(TENANTS - deployment.count("pending"));

        assertThat(deployment.resume().status()).isEqualTo(200);
        deployment.awaitSucceeded();
        Ledger.of(fleet).check();
    }

    @Test
    @DisplayName(
            "P20 P27 cancelled in the middle: what had begun ends, the rest never begins, the next deployment does it")
    void whatACancelledDeploymentLeftIsDoneByTheNext() {
        Fleet fleet = Fleet.of(STACK, "cancelled").sqlite(TENANTS).costlyMigration("0001");
        Deployment deployment = fleet.deploy(Order.standard().atMost(4));
        deployment.awaitDone(TENANTS / 6);

        Api.Answer answer = deployment.cancel();

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(deployment.awaitFinished()).isEqualTo("CANCELLED");
        assertThat(deployment.count("cancelled")).isPositive();
        fleet.deploy().awaitSucceeded();
        Ledger.of(fleet).check();
    }

    @Test
    @DisplayName("P12 a command that no agent can decode settles its run and goes to the dead letters")
    void anUndecodableCommandFailsItsRun() throws Exception {
        Fleet fleet = Fleet.of(STACK, "undecodable").sqlite(1).migration("0001", "");
        Deployment deployment = fleet.deploy(Order.standard().to("nobody"));
        EventLog log = new EventLog(STACK.bootstrapServers());
        List<EventLog.Entry> commands = new ArrayList<>();
        await("the command to the pool without agents")
                .atMost(Duration.ofSeconds(30))
                .until(() -> {
                    if (log.topics().contains("drover.agent-commands.nobody")) {
                        log.read("drover.agent-commands.nobody", commands::add);
                    }
                    return !commands.isEmpty();
                });

        try (KafkaProbe other = new KafkaProbe(STACK.bootstrapServers())) {
            EventLog.Entry command = commands.get(0);
            other.send("drover.agent-commands.default", command.key(), "{\"kind\":", command.headers());
        }

        assertThat(deployment.awaitFinished()).isEqualTo("FAILED");
        assertThat(deployment
                        .run(fleet.names().get(0))
                        .path("error")
                        .path("code")
                        .asText())
                .isEqualTo("undecodable-command");
        List<String> dead = new ArrayList<>();
        log.read("drover.agent-commands.default.dlq", entry -> dead.add(entry.value()));
        assertThat(dead).contains("{\"kind\":");
    }

    private static List<Instant> begun(Fleet fleet) {
        List<Instant> begun = new ArrayList<>();
        for (String tenant : fleet.names()) {
            SqliteTenants files = (SqliteTenants) fleet.of(tenant);
            // reading a file that is not there would make it
            if (Files.exists(files.folder().resolve(tenant + ".db"))
                    && !files.query(tenant, "SELECT 1 FROM sqlite_master WHERE name = 'begun'")
                            .isEmpty()) {
                begun.add(Instant.parse(
                        files.query(tenant, "SELECT at FROM begun").get(0)));
            }
        }
        return begun;
    }
}
