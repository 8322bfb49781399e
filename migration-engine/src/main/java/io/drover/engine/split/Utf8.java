package io.drover.engine.split;

/** Counts the bytes of a text without writing them. */
final class Utf8 {

    private Utf8() {}

    /** Bytes of this part of the text; half of a surrogate pair is one byte, as that is what Java writes for it. */
    static int length(String text, int from, int to) {
        int bytes = to - from;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                bytes += c < 0x800 ? 1 : !Character.isSurrogate(c) ? 2 : isPaired(text, i) ? 1 : 0;
            }
        }
        return bytes;
    }

    private static boolean isPaired(String text, int at) {
        char c = text.charAt(at);
        return Character.isHighSurrogate(c)
                ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
                : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    }
}
