package io.drover.engine.apply;

/** What became of a resolution. */
public sealed interface ResolveOutcome {

    /**
     * The revision says now what was said.
     *
     * @param before the row as it was, with the statement in {@link Revision#errorStatement()}
     * @param after the row as it is now
     */
    record Resolved(Revision before, Revision after) implements ResolveOutcome {}

    /** Nothing was changed. */
    record Refused(Problem problem) implements ResolveOutcome {}
}
