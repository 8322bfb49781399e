package io.drover.e2e.chaos;

import io.drover.e2e.fixture.Deployment;
import io.drover.e2e.fixture.FaultStack;
import io.drover.e2e.fixture.Fleet;
import io.drover.e2e.fixture.Ledger;
import io.drover.e2e.fixture.Relay;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** With {@code -Pchaos}: the wire between agents and tenants is cut again and again, {@code -Dchaos.seed} says when. */
@Tag("chaos")
class WireCutsIT {
    private static final int CUTS = 20;
    private static final int LONGEST_MILLIS = 1_500;

    /** Statements with pauses between, so that a cut finds each stage of a transaction, its commit included. */
    private static final String STEPS = """
            CREATE TABLE step_%1$s (id int);
            SELECT pg_sleep(0.1);
            INSERT INTO step_%1$s SELECT generate_series(1, 1000);
            SELECT pg_sleep(0.1);
            """;

    @RegisterExtension
    static final FaultStack STACK = FaultStack.own(2);

    @Test
    @DisplayName("P28 P29 twenty cuts of the wire between agent and tenant at random moments: every ledger is clean")
    void everyLedgerIsClean() throws Exception {
        long seed = Long.getLong("chaos.seed", new Random().nextInt(1_000_000));
        System.out.println("wire cuts with -Dchaos.seed=" + seed);
        Random random = new Random(seed);
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        try (Relay relay = Relay.to(STACK.postgres().port())) {
            Fleet fleet = Fleet.of(STACK, "cuts").postgres(24, relay);
            for (int cut = 1; cut <= CUTS; cut++) {
                String version = "%03d".formatted(cut);
                fleet.migration(version, STEPS.formatted(version)).push();
                Deployment deployment = fleet.deploy();

                clock.schedule(relay::cut, random.nextInt(LONGEST_MILLIS), TimeUnit.MILLISECONDS)
                        .get();

                relay.heal();
                deployment.awaitSucceededAfterRetries();
                Ledger.of(fleet).since(deployment).check();
            }
            System.out.println(CUTS + " cuts, " + relay.carried() + " connections: every ledger clean");
        } finally {
            clock.shutdownNow();
        }
    }
}
