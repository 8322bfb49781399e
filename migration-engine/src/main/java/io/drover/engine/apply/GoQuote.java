package io.drover.engine.apply;

/** Text in double quotes with escapes, as Go's {@code %q} prints it; Atlas quotes statements so. */
final class GoQuote {

    private GoQuote() {}

    static String quote(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 16).append('"');
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            append(c, quoted);
        }
        return quoted.append('"').toString();
    }

    private static void append(int c, StringBuilder quoted) {
        switch (c) {
            case '"' -> quoted.append("\\\"");
            case '\\' -> quoted.append("\\\\");
            case '\n' -> quoted.append("\\n");
            case '\r' -> quoted.append("\\r");
            case '\t' -> quoted.append("\\t");
            case '\b' -> quoted.append("\\b");
            case '\f' -> quoted.append("\\f");
            case 7 -> quoted.append("\\a");
            case 11 -> quoted.append("\\v");
            default -> {
                if (c < ' ' || c == 0x7f) {
                    quoted.append(String.format("\\x%02x", c));
                } else if (Character.isISOControl(c) || isInvisible(c)) {
                    quoted.append(c > 0xffff ? String.format("\\U%08x", c) : String.format("\\u%04x", c));
                } else {
                    quoted.appendCodePoint(c);
                }
            }
        }
    }

    private static boolean isInvisible(int c) {
        int type = Character.getType(c);
        return type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.UNASSIGNED
                || type == Character.PRIVATE_USE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || (type == Character.SPACE_SEPARATOR && c != ' ');
    }
}
