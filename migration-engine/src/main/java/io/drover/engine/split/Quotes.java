package io.drover.engine.split;

/** What may hide a delimiter: quoted text of all kinds. */
final class Quotes {

    private final SplitRules rules;
    private final String text;

    Quotes(SplitRules rules, String text) {
        this.rules = rules;
        this.text = text;
    }

    /** Where the text goes on after the quote that begins here. */
    int endOfQuote(int from) {
        char quote = text.charAt(from);
        boolean escapes = rules.hashCommentsAndBackslashes ? quote != '`' : isEscapeString(from);
        int end = escapes ? endOfEscaped(quote, from + 1) : text.indexOf(quote, from + 1);
        if (end >= 0) {
            return end + 1;
        }
        throw error(from, "unclosed quote " + (quote == '\'' ? "'\\''" : "'" + quote + "'"));
    }

    private int endOfEscaped(char quote, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == quote) {
                return i;
            }
            if (c == '\\') {
                i++;
            }
        }
        return -1;
    }

    /** Where the text goes on after the dollar quote that begins here; the same place when none begins here. */
    int endOfDollarQuote(int from) {
        if (from > 0 && isIdentifierPart(text.charAt(from - 1))) {
            return from;
        }
        int close = from + 1;
        while (close < text.length() && isTagPart(text.charAt(close), close == from + 1)) {
            close++;
        }
        if (close >= text.length() || text.charAt(close) != '$') {
            return from;
        }
        String tag = text.substring(from, close + 1);
        int end = text.indexOf(tag, close + 1);
        if (end < 0) {
            throw error(from, "unclosed dollar-quoted string " + tag);
        }
        return end + tag.length();
    }

    private boolean isEscapeString(int quote) {
        if (!rules.escapeStringsAndNestedComments || text.charAt(quote) != '\'' || quote == 0) {
            return false;
        }
        char before = text.charAt(quote - 1);
        return (before == 'E' || before == 'e') && (quote == 1 || !isIdentifierPart(text.charAt(quote - 2)));
    }

    private static boolean isIdentifierPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$';
    }

    private static boolean isTagPart(char c, boolean first) {
        return c == '_' || Character.isLetter(c) || (!first && Character.isDigit(c));
    }

    /** White space as Atlas sees it. */
    static boolean isSpace(char c) {
        return (c >= '\t' && c <= '\r') || c == ' ' || (c > 0x7f && (c == 0x85 || Character.isSpaceChar(c)));
    }

    SplitException error(int at, String message) {
        int line = 1;
        int lineStart = 0;
        for (int i = text.indexOf('\n'); i >= 0 && i < at; i = text.indexOf('\n', i + 1)) {
            line++;
            lineStart = i + 1;
        }
        return new SplitException(line, at - lineStart + 1, message);
    }
}
