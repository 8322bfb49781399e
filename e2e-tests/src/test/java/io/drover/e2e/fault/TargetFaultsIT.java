package io.drover.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.e2e.fixture.Deployment;
import io.drover.e2e.fixture.FaultStack;
import io.drover.e2e.fixture.Fleet;
import io.drover.e2e.fixture.Gate;
import io.drover.e2e.fixture.Ledger;
import io.drover.e2e.fixture.Quota;
import io.drover.e2e.fixture.Relay;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The services are well, the way to the tenants or their disk is not. */
class TargetFaultsIT {
    private static final long EIGHT_MIB = 8L << 20;

    @RegisterExtension
    static final FaultStack STACK = FaultStack.shared();

    @Test
    @DisplayName(
            "P28 the wire to the target is cut in the middle of a statement: once it is whole, all is done exactly once")
    void aCutWireLosesNothing() {
        try (Relay relay = Relay.to(STACK.postgres().port())) {
            Fleet fleet = Fleet.of(STACK, "cutwire").postgres(1, relay).migration("0001", Gate.STATEMENT);
            Deployment deployment = inTheMiddleOfAStatement(fleet, relay::cut);
            relay.heal();

            deployment.awaitSucceededAfterRetries();

            assertThat(relay.carried()).isGreaterThan(1);
            Ledger.of(fleet).check();
        }
    }

    @Test
    @DisplayName("P28 an administrator ends the session in the middle of a statement: all is done exactly once")
    void aTerminatedSessionLosesNothing() {
        Fleet fleet = Fleet.of(STACK, "terminated").postgres(1).migration("0001", Gate.STATEMENT);
        String tenant = fleet.names().get(0);
        Deployment deployment = inTheMiddleOfAStatement(
                fleet,
                () -> assertThat(STACK.postgres().terminateSessions(tenant)).isPositive());

        deployment.awaitSucceededAfterRetries();

        Ledger.of(fleet).check();
    }

    /** Deploys, does the harm while the tenant's migration stands in its statement, and lets it go on. */
    private static Deployment inTheMiddleOfAStatement(Fleet fleet, Runnable harm) {
        String tenant = fleet.names().get(0);
        try (Gate gate = STACK.postgres().closeGate(tenant)) {
            Deployment deployment = fleet.deploy();
            gate.awaitSomebody();
            harm.run();
            return deployment;
        }
    }

    @Test
    @DisplayName(
            "P29 the disk is full in the middle of a migration: it fails whole, and is done whole when there is room")
    void aFullDiskLeavesNothingHalfDone() {
        Fleet fleet = Fleet.of(STACK, "fulldisk").sqlite(1).migration("0001", "");
        fleet.deploy().awaitSucceeded();
        fleet.migration("0002", """
                CREATE TABLE large (data blob);
                INSERT INTO large WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12)
                  SELECT zeroblob(1048576) FROM n;
                """);
        String tenant = fleet.names().get(0);
        List<Quota> quotas = new ArrayList<>();
        STACK.partsOf(FaultStack.AGENT)
                .forEach(agent ->
                        quotas.add(Quota.onFilesOf(STACK.part(agent).pid().orElseThrow(), EIGHT_MIB)));

        Deployment deployment = fleet.deploy();

        assertThat(deployment.awaitFinished()).isEqualTo("FAILED");
        quotas.forEach(Quota::close);
        JsonNode run = deployment.run(tenant);
        assertThat(run.path("error").path("message").asText())
                .as(run.toString())
                .isNotBlank();
        assertThat(fleet.of(tenant).query(tenant, "SELECT migration FROM ledger"))
                .containsExactly("0001");
        assertThat(deployment.retry().status()).isEqualTo(200);
        deployment.awaitSucceeded();
        Ledger.of(fleet).check();
    }
}
