package io.drover.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drover.e2e.fixture.Deployment;
import io.drover.e2e.fixture.EventLog;
import io.drover.e2e.fixture.FaultStack;
import io.drover.e2e.fixture.Fleet;
import io.drover.e2e.fixture.Ledger;
import io.drover.e2e.fixture.Order;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of part, killed with -9 while it is needed: all processes of a service at once. */
class KilledPartsIT {
    private static final int TENANTS = 28;

    @RegisterExtension
    static final FaultStack STACK = FaultStack.shared();

    @AfterAll
    static void nothingIsOpenAndNoSecretWasWrittenAnywhere() {
        Ledger.checkWhole(STACK, "unpublished");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                FaultStack.AGENT + "-1",
                FaultStack.ORCHESTRATOR,
                FaultStack.STATUS,
                FaultStack.KAFKA,
                FaultStack.POSTGRES,
                FaultStack.GATEWAY
            })
    @DisplayName(
            "P11 P13 P14 P15 P19 killed in the middle of a rollout: all targets end, nothing is lost or runs twice")
    void aRolloutSurvivesTheDeathOf(String victim) {
        Fleet fleet = Fleet.of(STACK, "killed_" + victim.replaceAll("[^a-z]", ""))
                .sqlite(TENANTS)
                .costlyMigration("0001");
        Deployment deployment = fleet.deploy(Order.standard().atMost(4));
        int done = deployment.awaitDone(TENANTS / 5);

        STACK.killAll(victim);

        assertThat(done).as("runs done when it was killed").isLessThan(TENANTS);
        deployment.awaitSucceeded();
        Ledger.of(fleet).check();
    }

    @Test
    @DisplayName("P32 registry killed between the commit of a push and its event: the event still comes out")
    void anEventThatWasNotSentYetOutlivesTheRegistry() {
        Fleet fleet = Fleet.of(STACK, "unpublished").sqlite(1).migration("0001", "");
        STACK.freeze(FaultStack.KAFKA);
        fleet.push();

        STACK.killAll(FaultStack.REGISTRY);

        // what the dead had handed to the network dies with the broker that never read it
        STACK.kill(FaultStack.KAFKA);
        STACK.heal();
        EventLog log = new EventLog(STACK.bootstrapServers());
        await("the event of the push").atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            StringBuilder pushed = new StringBuilder();
            log.read(
                    "drover.directory-events",
                    entry -> pushed.append(entry.key()).append(' '));
            assertThat(pushed.toString()).contains("unpublished ");
        });
        fleet.deploy().awaitSucceeded();
        Ledger.of(fleet).check();
    }
}
