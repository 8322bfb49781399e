package io.drover.orchestrator.target;

import io.drover.kit.problem.Fault;
import io.drover.kit.problem.Problem;
import io.drover.kit.problem.ProblemType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Everything that is wrong with a request, told at once: the first {@value #MOST}, and how many there are. */
public final class Faults {
    private static final int MOST = 1_000;

    private final List<Fault> first = new ArrayList<>();
    private final Set<ProblemType> types = EnumSet.noneOf(ProblemType.class);
    private int total;

    public void add(ProblemType type, String pointer, String detail) {
        types.add(type);
        total++;
        if (first.size() < MOST) {
            first.add(new Fault(pointer, detail));
        }
    }

    public void add(Faulty faulty, String pointer) {
        add(faulty.type(), pointer, faulty.getMessage());
    }

    public boolean isEmpty() {
        return total == 0;
    }

    /**
     * Answers the request with what was found, if anything was.
     *
     * @throws Problem of the faults' type, or {@code invalid-request} when they are of several types
     */
    public void throwIfAny() {
        if (total > 0) {
            ProblemType type = types.size() == 1 ? types.iterator().next() : ProblemType.INVALID_REQUEST;
            String told = total > MOST ? "; the first " + MOST + " are told" : "";
            throw Problem.of(
                    type,
                    total == 1 ? first.get(0).detail() : "The request has " + total + " faults" + told + ".",
                    List.copyOf(first));
        }
    }
}
