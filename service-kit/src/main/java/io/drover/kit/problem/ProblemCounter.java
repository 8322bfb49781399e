package io.drover.kit.problem;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemPostProcessor;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** Counts the errors that went out, by their type: {@code drover_problems_total}. */
@ApplicationScoped
class ProblemCounter implements ProblemPostProcessor {
    private static final Map<String, String> WORDS = Arrays.stream(ProblemType.values())
            .collect(Collectors.toUnmodifiableMap(type -> type.uri().toString(), ProblemType::word));

    private final MeterRegistry meters;

    ProblemCounter(MeterRegistry meters) {
        this.meters = meters;
    }

    /** After {@link FrameworkProblems}: then every error has its type. */
    @Override
    public int priority() {
        return -1;
    }

    @Override
    public HttpProblem apply(HttpProblem problem, ProblemContext context) {
        String word = WORDS.getOrDefault(String.valueOf(problem.getType()), "other");
        meters.counter("drover.problems", "type", word).increment();
        return problem;
    }
}
