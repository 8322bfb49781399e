package io.drover.agent.apply;

import java.nio.charset.StandardCharsets;

/** Shortens texts to a number of UTF-8 bytes without breaking a character. Null stays null. */
final class Cut {
    private static final String GAP = " … ";

    private Cut() {}

    /** The beginning of a text. */
    static String end(String text, int bytes) {
        if (text == null || length(text) <= bytes) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        int left = bytes;
        for (int at = 0; at < text.length(); ) {
            int character = text.codePointAt(at);
            left -= length(Character.toString(character));
            if (left < 0) {
                break;
            }
            kept.appendCodePoint(character);
            at += Character.charCount(character);
        }
        return kept.toString();
    }

    /** Beginning and end of a text, each about half, where what is told stands at both ends. */
    static String middle(String text, int bytes) {
        if (text == null || length(text) <= bytes) {
            return text;
        }
        int half = (bytes - length(GAP)) / 2;
        String reversed = new StringBuilder(text).reverse().toString();
        return end(text, half) + GAP + new StringBuilder(end(reversed, half)).reverse();
    }

    private static int length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
