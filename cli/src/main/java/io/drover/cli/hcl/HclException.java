package io.drover.cli.hcl;

/** The configuration cannot be read or evaluated. The message is {@code file:line:col: sentence}, ready to be shown. */
public final class HclException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A fault at a place. */
    public HclException(Position position, String sentence) {
        super(position + ": " + sentence);
    }

    /** A fault in words that Atlas users know, which carry no place. */
    public HclException(String sentence) {
        super(sentence);
    }
}
