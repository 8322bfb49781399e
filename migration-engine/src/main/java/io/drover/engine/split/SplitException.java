package io.drover.engine.split;

/** A file that cannot be cut into statements: a quote or a parenthesis is not closed, for example. */
public final class SplitException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;
    private final String reason;

    /**
     * @param line counted from 1
     * @param column counted from 1
     * @param reason what is wrong there
     */
    public SplitException(int line, int column, String reason) {
        super(line + ":" + column + ": " + reason);
        this.line = line;
        this.column = column;
        this.reason = reason;
    }

    /** Line counted from 1. */
    public int line() {
        return line;
    }

    /** Column counted from 1. */
    public int column() {
        return column;
    }

    /** The same fault of a text that begins with another line than the first of its file. */
    public SplitException inFileFrom(int firstLine) {
        return new SplitException(line + firstLine - 1, column, reason);
    }
}
