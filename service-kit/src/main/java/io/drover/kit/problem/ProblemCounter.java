package io.drover.kit.problem;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemPostProcessor;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** Counts the errors that went out, by their type: {@code drover_problems_total}. */
@ApplicationScoped
@Startup
class ProblemCounter implements ProblemPostProcessor {
    private static final Map<String, String> WORDS = Arrays.stream(ProblemType.values())
            .collect(Collectors.toUnmodifiableMap(type -> type.uri().toString(), ProblemType::word));

    private final MeterRegistry meters;

    ProblemCounter(MeterRegistry meters) {
        this.meters = meters;
        Arrays.stream(ProblemType.values()).filter(type -> type.status() >= 500).forEach(type -> count(type.word(), 0));
    }

    /** After {@link FrameworkProblems}: then every error has its type. */
    @Override
    public int priority() {
        return -1;
    }

    @Override
    public HttpProblem apply(HttpProblem problem, ProblemContext context) {
        count(WORDS.getOrDefault(String.valueOf(problem.getType()), "other"), 1);
        return problem;
    }

    private void count(String word, int more) {
        meters.counter("drover.problems", "type", word).increment(more);
    }
}
