package io.drover.engine.split;

/** What ends a statement: {@code ;} until the file says something else. */
final class Delimiter {

    static final int MAX_LENGTH = 255;

    private static final String SEMICOLON = ";";
    private static final String COMMAND = "delimiter ";
    private static final String DIRECTIVE = "-- atlas:delimiter";

    private final String text;
    private final Quotes quotes;
    private String value = SEMICOLON;
    private boolean custom;

    Delimiter(String text, Quotes quotes) {
        this.text = text;
        this.quotes = quotes;
    }

    /** Whether it is another one than the semicolon. */
    boolean isCustom() {
        return custom;
    }

    char first() {
        return value.charAt(0);
    }

    int length() {
        return value.length();
    }

    boolean isAt(int at) {
        return text.startsWith(value, at);
    }

    /** Follows the directive of the first line; tells where the text goes on. */
    int readDirective(int at) {
        if (!text.startsWith(DIRECTIVE, at)) {
            return at;
        }
        int end = text.indexOf('\n', at);
        String line = text.substring(at + DIRECTIVE.length(), end < 0 ? text.length() : end);
        if (!line.isEmpty() && line.charAt(0) != ' ' && line.charAt(0) != '\r') {
            return at;
        }
        use(line.strip(), at);
        if (end < 0) {
            throw quotes.error(at, "no input found after delimiter \"" + value + "\"");
        }
        return end + 1;
    }

    /** Follows the command of the MySQL client; tells where the text goes on, which is here when it is no such command. */
    int readCommand(int at) {
        if (!text.regionMatches(true, at, COMMAND, 0, COMMAND.length())) {
            return at;
        }
        int end = text.indexOf('\n', at);
        end = end < 0 ? text.length() : end;
        String wanted = text.substring(at + COMMAND.length(), end).strip();
        if (wanted.length() > 1 && wanted.startsWith("'") && wanted.endsWith("'")) {
            wanted = wanted.substring(1, wanted.length() - 1).replace("''", "'");
        }
        use(wanted, at);
        return end;
    }

    private void use(String wanted, int at) {
        if (wanted.isEmpty()) {
            throw quotes.error(at, "empty delimiter");
        }
        if (wanted.length() > MAX_LENGTH) {
            throw quotes.error(at, "the delimiter is longer than " + MAX_LENGTH + " characters");
        }
        value = wanted.replace("\\n", "\n").replace("\\r", "\r").replace("\\t", "\t");
        custom = !value.equals(SEMICOLON);
    }
}
