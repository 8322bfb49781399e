package io.drover.engine.split;

import java.util.ArrayList;
import java.util.List;

/** One pass over one file: every character is looked at once, whatever the file holds. */
final class Scan {

    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final String DEFAULT_DELIMITER = ";";
    private static final String DELIMITER_COMMAND = "delimiter ";
    private static final String DELIMITER_DIRECTIVE = "-- atlas:delimiter";

    private final SplitRules rules;
    private final String text;
    private final Quotes quotes;
    private final Blocks blocks = new Blocks();
    private String delimiter = DEFAULT_DELIMITER;
    private int at;
    private int start = Blocks.NONE;
    private int depth;
    private int opened;
    private boolean noCommentEndLeft;

    Scan(SplitRules rules, String text) {
        this.rules = rules;
        this.text = text;
        this.quotes = new Quotes(rules, text);
    }

    List<Statement> statements() {
        at = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length() : 0;
        readDelimiterDirective();
        while (at < text.length()) {
            step(text.charAt(at));
        }
        if (depth > 0) {
            throw quotes.error(opened, "unclosed '('");
        }
        if (start != Blocks.NONE) {
            boundary(text.length());
        }
        return cut(blocks.segments(text.length()));
    }

    private void step(char c) {
        if (start == Blocks.NONE && (Quotes.isSpace(c) || changesDelimiter(c))) {
            at++;
        } else if (c == '(') {
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
        } else if (depth == 0 && text.startsWith(delimiter, at)) {
            significant();
            endStatement();
        } else if (!skipsComment(c) && !skipsDollarQuote(c) && !entersBlock(c)) {
            significant();
            at++;
        }
    }

    private void significant() {
        if (start == Blocks.NONE) {
            start = at;
        }
    }

    private void endStatement() {
        boolean custom = !delimiter.equals(DEFAULT_DELIMITER);
        int end = custom ? at : at + delimiter.length();
        at += delimiter.length();
        boundary(end);
    }

    private void boundary(int end) {
        blocks.boundary(text, start, end);
        start = Blocks.NONE;
    }

    /** A comment to which no end is found is ordinary text, unless it runs to the end of its line. */
    private boolean skipsComment(char c) {
        char next = at + 1 < text.length() ? text.charAt(at + 1) : 0;
        if ((c == '-' && next == '-') || (c == '#' && rules.hashCommentsAndBackslashes)) {
            int end = text.indexOf('\n', at);
            at = end < 0 ? text.length() : end + 1;
            return true;
        }
        if (c != '/' || next != '*' || noCommentEndLeft) {
            return false;
        }
        int end = text.indexOf("*/", at + 2);
        noCommentEndLeft = end < 0;
        at = noCommentEndLeft ? at : end + 2;
        return !noCommentEndLeft;
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
        boolean possible = (c == 'B' || c == 'b') && depth == 0 && delimiter.equals(DEFAULT_DELIMITER);
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

    private boolean changesDelimiter(char c) {
        if ((c != 'd' && c != 'D')
                || blocks.inside()
                || !text.regionMatches(true, at, DELIMITER_COMMAND, 0, DELIMITER_COMMAND.length())) {
            return false;
        }
        int end = text.indexOf('\n', at);
        end = end < 0 ? text.length() : end;
        String wanted = text.substring(at + DELIMITER_COMMAND.length(), end).strip();
        if (wanted.length() > 1 && wanted.startsWith("'") && wanted.endsWith("'")) {
            wanted = wanted.substring(1, wanted.length() - 1).replace("''", "'");
        }
        useDelimiter(wanted);
        at = end - 1;
        return true;
    }

    private void readDelimiterDirective() {
        if (!text.startsWith(DELIMITER_DIRECTIVE, at)) {
            return;
        }
        int end = text.indexOf('\n');
        String line = text.substring(at + DELIMITER_DIRECTIVE.length(), end < 0 ? text.length() : end);
        if (!line.isEmpty() && line.charAt(0) != ' ' && line.charAt(0) != '\r') {
            return;
        }
        useDelimiter(line.strip());
        if (end < 0) {
            throw quotes.error(0, "no input found after delimiter \"" + delimiter + "\"");
        }
        at = end + 1;
    }

    private void useDelimiter(String wanted) {
        if (wanted.isEmpty()) {
            throw quotes.error(at, "empty delimiter");
        }
        delimiter = wanted.replace("\\n", "\n").replace("\\r", "\r").replace("\\t", "\t");
    }

    private List<Statement> cut(List<Blocks.Segment> segments) {
        List<Statement> statements = new ArrayList<>(segments.size());
        int chars = 0;
        int bytes = 0;
        for (Blocks.Segment segment : segments) {
            int end = segment.end();
            while (end > segment.start() && Quotes.isSpace(text.charAt(end - 1))) {
                end--;
            }
            if (end > segment.start()) {
                bytes += Quotes.utf8Length(text, chars, segment.start());
                int length = Quotes.utf8Length(text, segment.start(), end);
                statements.add(new Statement(text.substring(segment.start(), end), bytes, length));
                bytes += length;
                chars = end;
            }
        }
        return List.copyOf(statements);
    }
}
