package io.drover.engine.split;

/** A file that cannot be cut into statements: a quote or a parenthesis is not closed, for example. */
public final class SplitException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;

    /**
     * @param line counted from 1
     * @param column counted from 1
     * @param message what is wrong there
     */
    public SplitException(int line, int column, String message) {
        super(line + ":" + column + ": " + message);
        this.line = line;
        this.column = column;
    }

    /** Line counted from 1. */
    public int line() {
        return line;
    }

    /** Column counted from 1. */
    public int column() {
        return column;
    }
}
