package io.drover.orchestrator.target;

import io.drover.kit.problem.ProblemType;

/** Why a piece of a request cannot be taken: the kind of problem and one sentence, without any secret. */
public final class Faulty extends Exception {
    private static final long serialVersionUID = 1L;

    private final ProblemType type;

    Faulty(ProblemType type, String sentence) {
        super(sentence, null, false, false);
        this.type = type;
    }

    public ProblemType type() {
        return type;
    }
}
