package io.drover.engine.split;

/** Whose SQL a file is written in: databases differ in comments, escapes and blocks. */
public enum SplitRules {
    /** No database in particular: dollar quotes and {@code BEGIN ATOMIC} are known. */
    GENERIC(false, true, true, false, false),
    /** {@code BEGIN … END} of triggers. */
    SQLITE(true, false, false, false, false),
    /** Also dollar quotes, {@code E'…'} and comments inside of comments. */
    POSTGRES(true, true, true, false, true),
    /** MySQL and MariaDB: {@code #} comments, and backslashes that escape. */
    MYSQL(true, false, false, true, false);

    final boolean beginBlocks;
    final boolean atomicBlocks;
    final boolean dollarQuotes;
    final boolean hashCommentsAndBackslashes;
    /** PostgreSQL alone has {@code E'…'}, and comments inside of comments. */
    final boolean escapeStringsAndNestedComments;

    SplitRules(
            boolean beginBlocks,
            boolean atomicBlocks,
            boolean dollarQuotes,
            boolean hashCommentsAndBackslashes,
            boolean escapeStringsAndNestedComments) {
        this.beginBlocks = beginBlocks;
        this.atomicBlocks = atomicBlocks;
        this.dollarQuotes = dollarQuotes;
        this.hashCommentsAndBackslashes = hashCommentsAndBackslashes;
        this.escapeStringsAndNestedComments = escapeStringsAndNestedComments;
    }
}
