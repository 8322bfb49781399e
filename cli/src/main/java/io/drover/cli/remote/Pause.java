package io.drover.cli.remote;

import io.drover.cli.output.Failure;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The wait between two looks at the server. */
public final class Pause {
    private Pause() {}

    /** Waits; an interrupt ends the command. */
    public static void of(Duration duration) {
        try {
            TimeUnit.NANOSECONDS.sleep(duration.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.failed("interrupted.");
        }
    }
}
