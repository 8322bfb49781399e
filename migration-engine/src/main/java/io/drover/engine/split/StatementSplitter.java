package io.drover.engine.split;

import java.util.List;

/**
 * Cuts the text of a migration file into statements without understanding SQL: it only knows what may hide a delimiter,
 * which is comments, quotes, parentheses and blocks. Immutable and safe for use by many threads.
 */
public final class StatementSplitter {

    private final SplitRules rules;

    private StatementSplitter(SplitRules rules) {
        this.rules = rules;
    }

    /** A splitter for files written for this database. */
    public static StatementSplitter of(SplitRules rules) {
        return new StatementSplitter(rules);
    }

    /**
     * The statements in file order.
     *
     * @throws SplitException when a quote, a comment or a parenthesis is not closed
     */
    public List<Statement> split(String text) {
        return new Scan(rules, text).statements();
    }
}
