package io.drover.e2e.chaos;

import io.drover.e2e.fixture.FaultStack;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A little of {@link ChaosIT} with few tenants in every build, so that what is run rarely does not rot. */
class ChaosSmokeIT {
    @RegisterExtension
    static final FaultStack STACK = FaultStack.shared();

    @Test
    @DisplayName("P16 forty tenants, some random faults: every ledger is clean, views are rebuilt equal")
    void everyLedgerIsClean() throws Exception {
        long seed = Long.getLong("chaos.seed", new Random().nextInt(1_000_000));

        new Chaos(STACK, seed, 34, 6, 2_000, Duration.ofSeconds(6)).run("smoke", Duration.ZERO, 3);
    }
}
