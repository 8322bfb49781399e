package io.drover.orchestrator.target;

/** Descriptions of targets, read one after the other from a body that may be larger than the memory. */
interface BulkSource {

    /**
     * The next row.
     *
     * @return null at the end
     * @throws io.drover.kit.problem.Problem when the rest of the body cannot be read at all
     */
    Row next();

    /**
     * One row.
     *
     * @param pointer {@code line 17} or {@code /16}
     * @param input null when the row is unreadable; then {@code fault} says why
     */
    record Row(String pointer, TargetInput input, io.drover.kit.problem.Problem fault) {}
}
