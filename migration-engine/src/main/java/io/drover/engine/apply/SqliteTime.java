package io.drover.engine.apply;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Reads a time that is stored as text. By hand, as each apply reads one for each revision of its target. */
final class SqliteTime {

    private static final String SHAPE = "0000-00-00 00:00:00";
    private static final int MAX_FRACTION = 9;

    private SqliteTime() {}

    /**
     * What a text means that begins with a date and a time of day; UTC unless an offset follows. The beginning of 1970 when
     * it does not, or names no day of any calendar: the time is only shown, the row counts all the same.
     */
    static Instant read(String text) {
        if (!hasShape(text)) {
            return Instant.EPOCH;
        }
        int end = endOfFraction(text);
        try {
            LocalDateTime local = LocalDateTime.of(
                    number(text, 0, 4),
                    number(text, 5, 7),
                    number(text, 8, 10),
                    number(text, 11, 13),
                    number(text, 14, 16),
                    number(text, 17, 19),
                    nanos(text, end));
            return local.toInstant(offset(text, end));
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }

    private static boolean hasShape(String text) {
        if (text.length() < SHAPE.length()) {
            return false;
        }
        for (int i = 0; i < SHAPE.length(); i++) {
            char c = text.charAt(i);
            char wanted = SHAPE.charAt(i);
            boolean fits = wanted == '0' ? isDigit(c) : c == wanted || (wanted == ' ' && c == 'T');
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static int endOfFraction(String text) {
        int begin = SHAPE.length() + 1;
        int end = begin;
        if (text.startsWith(".", SHAPE.length())) {
            while (end < text.length() && end - begin < MAX_FRACTION && isDigit(text.charAt(end))) {
                end++;
            }
        }
        return end == begin ? SHAPE.length() : end;
    }

    private static int nanos(String text, int end) {
        int nanos = end == SHAPE.length() ? 0 : number(text, SHAPE.length() + 1, end);
        for (int digits = end - SHAPE.length() - 1; digits < MAX_FRACTION; digits++) {
            nanos *= 10;
        }
        return nanos;
    }

    /** {@code +hh:mm} or {@code +hhmm}, a space before it or not. */
    private static ZoneOffset offset(String text, int from) {
        int sign = text.startsWith(" ", from) ? from + 1 : from;
        int minutes = text.startsWith(":", sign + 3) ? sign + 4 : sign + 3;
        boolean is = (text.startsWith("+", sign) || text.startsWith("-", sign))
                && areDigits(text, sign + 1, sign + 3)
                && areDigits(text, minutes, minutes + 2);
        return is ? ZoneOffset.of(text.substring(sign, minutes + 2)) : ZoneOffset.UTC;
    }

    private static boolean areDigits(String text, int from, int to) {
        return to <= text.length() && isDigit(text.charAt(from)) && isDigit(text.charAt(to - 1));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }
}
