package io.drover.cli.output;

/** What the process ends with. */
public final class ExitCodes {
    /** Everything was done. */
    public static final int DONE = 0;
    /** Something failed, or a budget halted it. */
    public static final int FAILED = 1;
    /** Wrong use. */
    public static final int MISUSE = 2;
    /** The server cannot be reached. */
    public static final int UNREACHABLE = 3;

    private ExitCodes() {}
}
