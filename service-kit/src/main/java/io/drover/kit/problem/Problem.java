package io.drover.kit.problem;

import io.quarkiverse.resteasy.problem.HttpProblem;
import java.util.List;

/** The one way to answer with an error: {@code throw Problem.of(NOT_FOUND, "There is no directory %s", name)}. */
public final class Problem extends HttpProblem {
    private static final long serialVersionUID = 1L;

    private final ProblemType kind;

    private Problem(ProblemType kind, String detail, List<Fault> faults) {
        super(HttpProblem.builder()
                .withType(kind.uri())
                .withTitle(kind.title())
                .withStatus(kind.status())
                .withDetail(detail)
                .with("faults", faults));
        this.kind = kind;
    }

    /** An error that one sentence explains. */
    public static Problem of(ProblemType type, String detail, Object... arguments) {
        return new Problem(type, arguments.length == 0 ? detail : String.format(detail, arguments), List.of());
    }

    /** An error with everything that is wrong, all at once. */
    public static Problem of(ProblemType type, String detail, List<Fault> faults) {
        return new Problem(type, detail, faults);
    }

    public ProblemType kind() {
        return kind;
    }
}
