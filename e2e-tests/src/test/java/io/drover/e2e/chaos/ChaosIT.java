package io.drover.e2e.chaos;

import io.drover.e2e.fixture.FaultStack;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * With {@code -Pchaos}: half an hour of random faults, or {@code -Dchaos.minutes}. A run is repeated with {@code
 * -Dchaos.seed}: the same faults in the same order, though not at the same instructions. What it finds becomes a test of its
 * own that needs no luck.
 */
@Tag("chaos")
class ChaosIT {
    private static final int KILLS_PER_MINUTE = 7;

    @RegisterExtension
    static final FaultStack STACK = FaultStack.own(3);

    @Test
    @DisplayName(
            "P11-P22 five hundred tenants, random faults for half an hour: every ledger is clean, views are rebuilt equal")
    void everyLedgerIsClean() throws Exception {
        int minutes = Integer.getInteger("chaos.minutes", 30);
        long seed = Long.getLong("chaos.seed", new Random().nextInt(1_000_000));

        new Chaos(STACK, seed, 460, 40, 2_500, Duration.ofSeconds(60))
                .run("chaos", Duration.ofMinutes(minutes), minutes * KILLS_PER_MINUTE);
    }
}
