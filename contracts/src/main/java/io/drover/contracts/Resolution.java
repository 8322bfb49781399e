package io.drover.contracts;

/**
 * What a person says became of a statement that was under way outside of a transaction when its executor died (P29).
 *
 * @param id number of this resolution; the same however often its command is sent
 * @param run the run that failed as ambiguous
 * @param version version of the file
 * @param statement its place in the file, counted from 1
 */
public record Resolution(long id, long run, String version, int statement, Outcome outcome) {
    /** What became of it. */
    public enum Outcome {
        /** It took effect: it counts as applied. */
        RAN,
        /** It had no effect: the next attempt executes it. */
        DID_NOT_RUN
    }

    /** How far a resolution is. */
    public enum State {
        /** Said, and not yet written down on the target. */
        REQUESTED,
        /** The target's revisions say so now. */
        RESOLVED,
        /** Nothing was changed: it does not fit what the target says. */
        REFUSED
    }
}
