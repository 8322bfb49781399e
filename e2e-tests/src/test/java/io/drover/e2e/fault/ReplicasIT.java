package io.drover.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drover.e2e.fixture.Deployment;
import io.drover.e2e.fixture.FaultStack;
import io.drover.e2e.fixture.Fleet;
import io.drover.e2e.fixture.Ledger;
import io.drover.e2e.fixture.Order;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One of two dies, the other goes on. */
class ReplicasIT {
    private static final int TENANTS = 60;

    @RegisterExtension
    static final FaultStack STACK = FaultStack.shared();

    @Test
    @DisplayName("P17 P18 one of two orchestrators killed: the rollout goes on within 15 s, no limit is exceeded")
    void theOtherOrchestratorGoesOn() {
        Fleet fleet = Fleet.of(STACK, "replicated").sqlite(TENANTS).costlyMigration("0001");
        Deployment deployment = fleet.deploy(Order.standard().atMost(4));
        int done = deployment.awaitDone(TENANTS / 6);

        STACK.kill(FaultStack.ORCHESTRATOR);

        await("progress without the first orchestrator")
                .atMost(Duration.ofSeconds(15))
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .until(() -> deployment.done() > done);
        deployment.awaitSucceeded();
        Ledger.of(fleet).check();
    }

    @Test
    @DisplayName("one process of every service killed: pushes, orders and views are answered as before")
    void theDeathOfOneIsNotSeenFromOutside() {
        Fleet fleet = Fleet.of(STACK, "unseen").sqlite(2).migration("0001", "");

        STACK.kill(FaultStack.REGISTRY, FaultStack.ORCHESTRATOR + "-2", FaultStack.STATUS);

        assertThat(STACK.api().get("/api/v1/directories").status()).isEqualTo(200);
        assertThat(STACK.api().get("/api/v1/deployments").status()).isEqualTo(200);
        assertThat(STACK.api().get("/api/v1/status/summary").status()).isEqualTo(200);
        assertThat(STACK.api().get("/health").status()).isEqualTo(200);
        fleet.deploy().awaitSucceeded();
        Ledger.of(fleet).check();
    }
}
