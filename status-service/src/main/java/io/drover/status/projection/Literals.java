package io.drover.status.projection;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * Takes out of an error message what differs from tenant to tenant, so that equal errors read alike: quoted texts,
 * numbers, times, hexadecimal and UUIDs each become {@code …}, a list of them one. Digits right behind a letter belong to
 * a name ({@code utf8mb4}, {@code address1}) and stay; those behind {@code _} go, for so tenants are numbered
 * ({@code tenant_4}).
 *
 * <p>A quote is closed by its counterpart; doubled or behind a backslash it is part of the text, unless that leaves the
 * text without an end: {@code 'C:\'} is whole. An apostrophe within a word ({@code doesn't}) opens nothing.
 */
final class Literals {
    private static final char GONE = '…';
    private static final String OPENING = "'\"`“‘„«»";
    private static final Map<Character, String> CLOSING =
            Map.of('\'', "'", '"', "\"", '`', "`", '“', "”", '‘', "’", '„', "“”", '«', "»", '»', "«");

    private static final Pattern VALUES = Pattern.compile("(?<![\\p{L}\\p{N}])(?:"
            + "\\p{XDigit}{8}-(?:\\p{XDigit}{4}-){3}\\p{XDigit}{12}"
            + "|0[xX]\\p{XDigit}+|\\\\x\\p{XDigit}+"
            + "|(?=[a-fA-F]*[0-9])\\p{XDigit}{8,}+(?![\\p{L}\\p{N}])"
            + "|\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d+)?)?(?:Z|[+-]\\d\\d(?::?\\d\\d)?)?"
            + "|[-+]?\\d+(?:[.:,/-]\\d+)*+(?:[eE][-+]?\\d+)?)");
    private static final Pattern LISTS = Pattern.compile("…(?:\\s*,\\s*…)+");
    private static final Pattern SPACES = Pattern.compile("\\s+");

    private Literals() {}

    /** The message without literals, in one line. */
    static String removed(String message) {
        String plain = VALUES.matcher(withoutQuotes(message)).replaceAll(String.valueOf(GONE));
        return SPACES.matcher(LISTS.matcher(plain).replaceAll(String.valueOf(GONE)))
                .replaceAll(" ")
                .strip();
    }

    private static String withoutQuotes(String message) {
        StringBuilder rest = new StringBuilder(message.length());
        int at = 0;
        while (at < message.length()) {
            int end = opens(message, at) ? endOfQuote(message, at) : -1;
            rest.append(end < 0 ? message.charAt(at) : GONE);
            at = end < 0 ? at + 1 : end;
        }
        return rest.toString();
    }

    private static boolean opens(String message, int at) {
        return OPENING.indexOf(message.charAt(at)) >= 0
                && (at == 0 || !Character.isLetterOrDigit(message.charAt(at - 1)));
    }

    /** Where the message goes on behind the quote that opens there; -1 when it never closes. */
    private static int endOfQuote(String message, int from) {
        String closing = CLOSING.get(message.charAt(from));
        int end = endOfQuote(message, from, closing, true);
        return end >= 0 ? end : endOfQuote(message, from, closing, false);
    }

    private static int endOfQuote(String message, int from, String closing, boolean escapes) {
        for (int at = from + 1; at < message.length(); at++) {
            char c = message.charAt(at);
            if (escapes && c == '\\') {
                at++;
            } else if (closing.indexOf(c) >= 0) {
                boolean doubled = at + 1 < message.length() && message.charAt(at + 1) == c;
                if (!doubled) {
                    return at + 1;
                }
                at++;
            }
        }
        return -1;
    }
}
