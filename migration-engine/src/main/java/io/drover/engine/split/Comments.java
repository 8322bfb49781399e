package io.drover.engine.split;

/** Finds the ends of comments. */
final class Comments {

    private final SplitRules rules;
    private final String text;
    private boolean noEndLeft;
    private boolean nestingFailed;

    Comments(SplitRules rules, String text) {
        this.rules = rules;
        this.text = text;
    }

    /**
     * Where the text goes on after the comment that begins here; the same place when none does. A block comment to which
     * no end is found is ordinary text; a line comment may run to the end of the text.
     */
    int end(char c, int from) {
        char next = from + 1 < text.length() ? text.charAt(from + 1) : 0;
        if ((c == '-' && next == '-') || (c == '#' && rules.hashCommentsAndBackslashes)) {
            int end = text.indexOf('\n', from);
            return end < 0 ? text.length() : end + 1;
        }
        if (c != '/' || next != '*' || noEndLeft) {
            return from;
        }
        int end = text.indexOf("*/", from + 2);
        noEndLeft = end < 0;
        if (noEndLeft) {
            return from;
        }
        int nested = rules.escapeStringsAndNestedComments && !nestingFailed ? endOfNested(from, end) : end;
        return nested + 2;
    }

    /** One that is never closed on all levels ends where it is closed first, and nesting is not looked for again. */
    private int endOfNested(int from, int firstEnd) {
        int inner = text.indexOf("/*", from + 2);
        if (inner < 0 || inner > firstEnd) {
            return firstEnd;
        }
        int depth = 1;
        int at = inner;
        while (at + 1 < text.length()) {
            boolean opens = text.charAt(at) == '/' && text.charAt(at + 1) == '*';
            boolean closes = text.charAt(at) == '*' && text.charAt(at + 1) == '/';
            depth += opens ? 1 : closes ? -1 : 0;
            if (depth == 0) {
                return at;
            }
            at += opens || closes ? 2 : 1;
        }
        nestingFailed = true;
        return firstEnd;
    }
}
