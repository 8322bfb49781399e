package io.drover.kit.event;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;

/** {@code drover_dead_letters_total}; there from the start, for an alert sees the first only behind a zero. */
@ApplicationScoped
@Startup
class DeadLetterCount {
    private final Counter letters;

    DeadLetterCount(MeterRegistry meters) {
        this.letters = Counter.builder("drover.dead.letters")
                .description("records that were put aside because nobody can decode them")
                .register(meters);
    }

    void oneMore() {
        letters.increment();
    }
}
