package io.drover.engine.split;

import java.util.ArrayList;
import java.util.List;

/** One pass over one file: every character is looked at once, whatever the file holds, and nothing is nested in calls. */
final class Scan {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** ASCII that may mean something inside a statement; a delimiter may begin with any other. */
    private static final boolean[] SPECIAL = special("()'\"`-/#$Bb");

    private final SplitRules rules;
    private final String text;
    private final Quotes quotes;
    private final Comments comments;
    private final Delimiter delimiter;
    private final StatementDirectives directives;
    private final Blocks blocks = new Blocks();
    private int at;
    private int start = Blocks.NONE;
    private int depth;
    private int opened;

    Scan(SplitRules rules, String text) {
        this.rules = rules;
        this.text = text;
        this.quotes = new Quotes(rules, text);
        this.comments = new Comments(rules, text);
        this.delimiter = new Delimiter(text, quotes);
        this.directives = new StatementDirectives(text);
    }

    List<Statement> statements() {
        at = delimiter.readDirective(text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length() : 0);
        while (at < text.length()) {
            if (start != Blocks.NONE || !skipsGap(text.charAt(at))) {
                step(text.charAt(at));
                skipOrdinary();
            }
        }
        if (depth > 0) {
            throw quotes.error(opened, "unclosed '('");
        }
        if (start != Blocks.NONE) {
            boundary(text.length());
        }
        blocks.abandon(text.length());
        return cut();
    }

    /** White space and the delimiter command, where no statement has begun. */
    private boolean skipsGap(char c) {
        if (Quotes.isSpace(c)) {
            at++;
            return true;
        }
        int end = c == 'd' || c == 'D' ? delimiter.readCommand(at) : at;
        if (end == at) {
            return false;
        }
        blocks.abandon(at);
        at = end;
        return true;
    }

    private void step(char c) {
        if (c == '(') {
            significant();
            opened = depth++ == 0 ? at : opened;
            at++;
        } else if (c == ')') {
            if (depth-- == 0) {
                throw quotes.error(at, "unexpected ')'");
            }
            at++;
        } else if (c == '\'' || c == '"' || c == '`') {
            significant();
            at = quotes.endOfQuote(at);
        } else if (depth == 0 && c == delimiter.first() && delimiter.isAt(at)) {
            significant();
            endStatement();
        } else if (!skipsComment(c) && !skipsDollarQuote(c) && !entersBlock(c)) {
            significant();
            at++;
        }
    }

    /** Runs over what cannot mean anything; most of a file is that. */
    private void skipOrdinary() {
        if (start == Blocks.NONE) {
            return;
        }
        char end = delimiter.first();
        int i = at;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == end || (c < SPECIAL.length && SPECIAL[c])) {
                break;
            }
            i++;
        }
        at = i;
    }

    private void significant() {
        if (start == Blocks.NONE) {
            start = at;
            directives.statement(at);
        }
    }

    private void endStatement() {
        int end = delimiter.isCustom() ? at : at + delimiter.length();
        at += delimiter.length();
        boundary(end);
    }

    private void boundary(int end) {
        blocks.boundary(text, start, end);
        start = Blocks.NONE;
    }

    private boolean skipsComment(char c) {
        int end = comments.end(c, at);
        if (end == at) {
            return false;
        }
        if (start == Blocks.NONE) {
            directives.comment(at, end);
        }
        at = end;
        return true;
    }

    private boolean skipsDollarQuote(char c) {
        if (c != '$' || !rules.dollarQuotes) {
            return false;
        }
        int end = quotes.endOfDollarQuote(at);
        if (end == at) {
            return false;
        }
        significant();
        at = end;
        return true;
    }

    private boolean entersBlock(char c) {
        boolean possible = (c == 'B' || c == 'b') && depth == 0 && !delimiter.isCustom();
        if (!possible || !(start == Blocks.NONE || Quotes.isSpace(text.charAt(at - 1)))) {
            return false;
        }
        int body = afterWord("BEGIN", at);
        int atomicBody = body < 0 || !rules.atomicBlocks ? -1 : afterWord("ATOMIC", body);
        if (atomicBody < 0 && (body < 0 || !rules.beginBlocks)) {
            return false;
        }
        significant();
        blocks.enter(atomicBody >= 0, start);
        start = Blocks.NONE;
        at = atomicBody >= 0 ? atomicBody : body;
        return true;
    }

    /** Where the text goes on after this word and the space that must follow it; -1 when it is another word. */
    private int afterWord(String word, int from) {
        int end = from + word.length();
        if (!text.regionMatches(true, from, word, 0, word.length())
                || end >= text.length()
                || !Quotes.isSpace(text.charAt(end))) {
            return -1;
        }
        while (end < text.length() && Quotes.isSpace(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private List<Statement> cut() {
        List<Statement> statements = new ArrayList<>(blocks.count());
        int chars = 0;
        int bytes = 0;
        for (int i = 0; i < blocks.count(); i++) {
            int from = blocks.start(i);
            int end = blocks.end(i);
            while (end > from && Quotes.isSpace(text.charAt(end - 1))) {
                end--;
            }
            if (end > from) {
                bytes += Utf8.length(text, chars, from);
                int length = Utf8.length(text, from, end);
                statements.add(new Statement(text.substring(from, end), bytes, length, directives.of(from)));
                bytes += length;
                chars = end;
            }
        }
        return List.copyOf(statements);
    }

    private static boolean[] special(String characters) {
        boolean[] special = new boolean[128];
        characters.chars().forEach(c -> special[c] = true);
        return special;
    }
}
