package io.drover.engine.apply;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waiting with a deadline. */
final class Waiting {

    private Waiting() {}

    static void on(CountDownLatch latch) {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nothing happened for 30 seconds");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
