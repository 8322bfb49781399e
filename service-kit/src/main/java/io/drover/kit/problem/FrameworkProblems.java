package io.drover.kit.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemPostProcessor;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Gives errors that the framework found (no such route, wrong method, a bug) the same shape and types as our own. */
@ApplicationScoped
class FrameworkProblems implements ProblemPostProcessor {

    @Override
    public int priority() {
        return 0;
    }

    @Override
    public HttpProblem apply(HttpProblem problem, ProblemContext context) {
        if (problem instanceof Problem || problem.getType() != null) {
            return problem;
        }
        ProblemType type = context.cause instanceof JsonProcessingException
                ? ProblemType.MALFORMED_JSON
                : ProblemType.ofStatus(problem.getStatusCode());
        return HttpProblem.builder(problem)
                .withType(type.uri())
                .withTitle(type.title())
                .withDetail(problem.getDetail() == null ? type.title() + "." : problem.getDetail())
                .with("faults", List.of())
                .build();
    }
}
