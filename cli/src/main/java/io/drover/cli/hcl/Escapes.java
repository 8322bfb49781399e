package io.drover.cli.hcl;

/** The escapes of quoted text. {@code $${} and {@code %%{} stand for a literal brace with its sign. */
final class Escapes {
    private Escapes() {}

    /** Takes one character, or one escape, and returns what it stands for. */
    static String quoted(Source source) {
        if (source.startsWith("$${") || source.startsWith("%%{")) {
            return doubled(source);
        }
        Position at = source.position();
        if (source.startsWith("%{")) {
            throw new HclException(at, "%{ directives are not supported; write %%{ for the characters themselves.");
        }
        char c = source.take();
        if (c != '\\') {
            return String.valueOf(c);
        }
        char escaped = source.atEnd() ? '\0' : source.take();
        return switch (escaped) {
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 't' -> "\t";
            case '"' -> "\"";
            case '\\' -> "\\";
            case 'u' -> unicode(source, 4, at);
            case 'U' -> unicode(source, 8, at);
            default ->
                throw new HclException(
                        at, "the escape \\" + escaped + " is unknown; known are \\n \\r \\t \\\" \\\\ \\uNNNN.");
        };
    }

    static String doubled(Source source) {
        source.take();
        char sign = source.take();
        return sign + String.valueOf(source.take());
    }

    private static String unicode(Source source, int digits, Position at) {
        String hex = source.ahead(digits);
        source.take(digits);
        try {
            return Character.toString(Integer.parseInt(hex, 16));
        } catch (IllegalArgumentException e) {
            throw new HclException(
                    at, "\\u needs " + digits + " hexadecimal digits of a character, not '" + hex + "'.");
        }
    }
}
