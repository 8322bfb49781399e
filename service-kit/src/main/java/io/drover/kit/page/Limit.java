package io.drover.kit.page;

import io.drover.kit.problem.Fault;
import io.drover.kit.problem.Problem;
import io.drover.kit.problem.ProblemType;
import java.util.List;

/** How many rows a page may have: {@value #DEFAULT} unless told, {@value #MOST} at most. */
public final class Limit {
    public static final int DEFAULT = 100;
    public static final int MOST = 1_000;

    private Limit() {}

    /**
     * Checks a {@code limit} parameter.
     *
     * @throws Problem {@code invalid-request} when it is not from 1 to {@value #MOST}
     */
    public static int of(Integer limit) {
        if (limit == null) {
            return DEFAULT;
        }
        if (limit < 1 || limit > MOST) {
            String detail = "The limit is " + limit + "; it goes from 1 to " + MOST + ".";
            throw Problem.of(ProblemType.INVALID_REQUEST, detail, List.of(new Fault("limit", detail)));
        }
        return limit;
    }
}
