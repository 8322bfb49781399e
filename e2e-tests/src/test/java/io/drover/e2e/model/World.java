package io.drover.e2e.model;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Supplier;

/** Simulated time and chance. What is due happens one after the other; nothing waits. Not thread-safe. */
final class World implements InstantSource {
    private static final Instant BEGIN = Instant.parse("2026-11-25T00:00:00Z");
    private static final int LAST_LINES = 400;

    private final PriorityQueue<Due> dues =
            new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::number));
    private final Random random;
    private final boolean tracing;
    private final Deque<String> trace = new ArrayDeque<>();
    private long now;
    private long number;
    private long kafkaBackAt;

    private record Due(long at, long number, Runnable what) {}

    World(int seed, boolean tracing) {
        this.random = new Random(seed);
        this.tracing = tracing;
    }

    @Override
    public Instant instant() {
        return BEGIN.plusMillis(now);
    }

    /** Milliseconds since the begin. */
    long now() {
        return now;
    }

    void in(long millis, Runnable what) {
        dues.add(new Due(now + millis, number++, what));
    }

    /** Lets everything happen that is due until then. */
    void goOnUntil(long millis) {
        while (!dues.isEmpty() && dues.peek().at() <= millis) {
            Due due = dues.remove();
            now = due.at();
            due.what().run();
        }
        now = Math.max(now, millis);
    }

    /** A number from {@code least} to {@code most}. */
    int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    /** True once in so many times. */
    boolean onceIn(int times) {
        return random.nextInt(times) == 0;
    }

    /** Kafka answers nobody for so long. */
    void kafkaIsAway(long millis) {
        kafkaBackAt = Math.max(kafkaBackAt, now + millis);
    }

    boolean kafkaIsThere() {
        return now >= kafkaBackAt;
    }

    /** Since when Kafka has been there. */
    long kafkaBackAt() {
        return kafkaBackAt;
    }

    /** How long a record takes from now: mostly not long. */
    long kafkaDelay() {
        int usual = onceIn(20) ? between(20, 1_500) : between(1, 20);
        return Math.max(0, kafkaBackAt - now) + usual;
    }

    void trace(Supplier<String> line) {
        if (tracing) {
            trace.add(now + " " + line.get());
            if (trace.size() > LAST_LINES) {
                trace.remove();
            }
        }
    }

    /** The last lines of what happened. */
    String trace() {
        return String.join("\n", trace);
    }
}
