package io.drover.embedded.part;

import java.time.Duration;

/**
 * Decides about restarts: how long to wait after a death, and when to give up. A part that was healthy before it died
 * starts anew with one second; deaths before health add up. Not thread-safe.
 */
final class Backoff {
    static final int DEATHS_UNTIL_GIVING_UP = 5;
    private static final long LONGEST = 10;

    private final Duration unit;
    private int deathsInARow;

    /** @param unit a second, shorter in tests */
    Backoff(Duration unit) {
        this.unit = unit;
    }

    /** @return true when the part must not be started again */
    boolean diedFinally(boolean wasHealthy) {
        deathsInARow = wasHealthy ? 0 : deathsInARow + 1;
        return deathsInARow >= DEATHS_UNTIL_GIVING_UP;
    }

    /** 1, 2, 4, 8, then 10 units. */
    Duration pause() {
        int doublings = Math.max(0, deathsInARow - 1);
        return unit.multipliedBy(Math.min(LONGEST, 1L << Math.min(doublings, 10)));
    }
}
