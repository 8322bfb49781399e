package io.drover.cli.hcl;

import java.util.function.IntPredicate;

/** The text with a place in it. Carriage returns before a line feed are dropped. */
final class Source {
    private final String file;
    private final String text;
    private int offset;
    private int line = 1;
    private int column = 1;

    Source(String file, String text) {
        this.file = file;
        this.text = text.replace("\r\n", "\n");
    }

    Position position() {
        return new Position(file, line, column);
    }

    boolean atEnd() {
        return offset >= text.length();
    }

    char peek() {
        return peek(0);
    }

    /** The character that many places ahead, NUL beyond the end. */
    char peek(int ahead) {
        return offset + ahead < text.length() ? text.charAt(offset + ahead) : '\0';
    }

    String ahead(int length) {
        return text.substring(offset, Math.min(text.length(), offset + length));
    }

    boolean startsWith(String wanted) {
        return text.startsWith(wanted, offset);
    }

    /** The rest of the current line, without its end. */
    String restOfLine() {
        int end = text.indexOf('\n', offset);
        return text.substring(offset, end < 0 ? text.length() : end);
    }

    char take() {
        char c = text.charAt(offset++);
        if (c == '\n') {
            line++;
            column = 1;
        } else {
            column++;
        }
        return c;
    }

    void take(int count) {
        for (int i = 0; i < count && !atEnd(); i++) {
            take();
        }
    }

    String takeWhile(IntPredicate accepted) {
        int start = offset;
        while (!atEnd() && accepted.test(peek())) {
            take();
        }
        return text.substring(start, offset);
    }
}
