package io.drover.cli.hcl;

/** One piece of the text. For {@code STRING} the text is unescaped, for the others it is as written. */
record Token(Kind kind, String text, Position position) {
    enum Kind {
        IDENT,
        NUMBER,
        /** A literal piece inside quotes or a heredoc. */
        STRING,
        QUOTE_OPEN,
        QUOTE_CLOSE,
        TEMPLATE_OPEN,
        TEMPLATE_CLOSE,
        SYMBOL,
        NEWLINE,
        END
    }

    boolean is(Kind wanted) {
        return kind == wanted;
    }

    boolean isSymbol(String wanted) {
        return kind == Kind.SYMBOL && text.equals(wanted);
    }

    boolean isWord(String wanted) {
        return kind == Kind.IDENT && text.equals(wanted);
    }

    /** For messages: what a reader sees at this place. */
    String shown() {
        return switch (kind) {
            case NEWLINE -> "the end of the line";
            case END -> "the end of the file";
            case QUOTE_OPEN, QUOTE_CLOSE -> "a quote";
            case STRING -> "text";
            default -> "'" + text + "'";
        };
    }
}
