package io.drover.engine.directory;

import java.util.Locale;

/**
 * Why {@code atlas.sum} does not vouch for the files.
 *
 * @param kind what is wrong
 * @param line line of {@code atlas.sum} counted from 1, null unless {@code kind} is MISMATCH and a line is to blame
 * @param file the file that line is about, null likewise
 * @param reason what happened to that file, null likewise
 */
public record SumFault(Kind kind, Integer line, String file, Reason reason) {

    /** What is wrong. */
    public enum Kind {
        /** There are files but no {@code atlas.sum}. */
        NOT_FOUND,
        /** {@code atlas.sum} is not in its format. */
        FORMAT_INVALID,
        /** The files are not those the sums were made for, or the total does not fit the lines. */
        MISMATCH
    }

    /** What happened to the file. */
    public enum Reason {
        /** It is there and has no line. */
        ADDED,
        /** Its content is not that of its line. */
        EDITED,
        /** It has a line and is not there. */
        REMOVED
    }

    static SumFault of(Kind kind) {
        return new SumFault(kind, null, null, null);
    }

    /** The sentence that Atlas prints after {@code Error: }. */
    public String sentence() {
        return switch (kind) {
            case NOT_FOUND -> "checksum file not found";
            case FORMAT_INVALID -> "checksum file format invalid";
            case MISMATCH -> "checksum mismatch";
        };
    }

    /** The paragraph that Atlas prints before that sentence, with its trailing line ends. */
    public String atlasText() {
        StringBuilder text = new StringBuilder("You have a checksum error in your migration directory.\n\n");
        if (line != null) {
            text.append("\tL").append(line).append(": ").append(file).append(" was ");
            text.append(reason.name().toLowerCase(Locale.ROOT)).append("\n\n");
        }
        return text.append("Please check your migration files and run 'atlas migrate hash' to re-hash the contents\n\n")
                .toString();
    }
}
