package io.drover.registry.directory;

import io.drover.kit.problem.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Supplier;

/** Counts pushes by what came of them: {@code drover_pushes_total}. */
@ApplicationScoped
@Startup
class PushCounter {
    private static final String NEW = "new";
    private static final String SAME = "same";
    private static final String REFUSED = "refused";

    private final MeterRegistry meters;

    PushCounter(MeterRegistry meters) {
        this.meters = meters;
        List.of(NEW, SAME, REFUSED).forEach(result -> count(result, 0));
    }

    /** Pushes, and counts it. A push that breaks off by a fault of ours is none of the three. */
    PushResult counted(Supplier<PushResult> push) {
        try {
            PushResult result = push.get();
            count(result.isNew() ? NEW : SAME, 1);
            return result;
        } catch (Problem refusal) {
            count(REFUSED, 1);
            throw refusal;
        }
    }

    private void count(String result, int more) {
        meters.counter("drover.pushes", "result", result).increment(more);
    }
}
