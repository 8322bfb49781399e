package io.drover.engine.apply;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the connection of an execution calls itself, {@code drover:<run>:<attempt>}: by it whoever looks at the target
 * later knows whose execution is still alive there, and the lock names its holder.
 *
 * @param run id of the run
 * @param attempt which attempt of it, counted from 1
 */
public record ApplicationName(String run, int attempt) {
    private static final Pattern SHAPE = Pattern.compile("drover:([^:]+):(\\d{1,9})(?: \\([^()]*\\))?");

    /** The name in this text, with or without what a database tells of its session behind it; empty when it is none. */
    public static Optional<ApplicationName> parse(String text) {
        Matcher shape = SHAPE.matcher(text == null ? "" : text);
        return shape.matches()
                ? Optional.of(new ApplicationName(shape.group(1), Integer.parseInt(shape.group(2))))
                : Optional.empty();
    }

    /** True when this text names an execution of this run, whichever attempt; false for null. */
    public static boolean isOf(String runId, String text) {
        return parse(text).filter(name -> name.run().equals(runId)).isPresent();
    }

    /** What names of all attempts of a run begin with. */
    static String prefix(String runId) {
        return "drover:" + runId + ":";
    }

    @Override
    public String toString() {
        return prefix(run) + attempt;
    }
}
