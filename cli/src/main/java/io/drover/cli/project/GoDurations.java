package io.drover.cli.project;

import io.drover.cli.output.Failure;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Atlas users write them: {@code 10s}, {@code 1m30s}, {@code 500ms}; ISO-8601 is understood, too. */
public final class GoDurations {
    private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(ns|us|µs|ms|s|m|h)");

    private GoDurations() {}

    /** @param what the option or setting, for the message */
    public static Duration parse(String text, String what) {
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        if (text.startsWith("P")) {
            try {
                Duration iso = Duration.parse(text);
                if (iso.isNegative()) {
                    throw wrong(text, what);
                }
                return iso;
            } catch (java.time.format.DateTimeParseException e) {
                throw wrong(text, what);
            }
        }
        Matcher part = PART.matcher(text);
        double nanos = 0;
        int end = 0;
        while (part.find() && part.start() == end) {
            nanos += Double.parseDouble(part.group(1)) * unit(part.group(2));
            end = part.end();
        }
        if (end == 0 || end != text.length()) {
            throw wrong(text, what);
        }
        return Duration.ofNanos((long) nanos);
    }

    private static Failure wrong(String text, String what) {
        return Failure.misuse(what + " takes a duration as in 10s, 1m30s or 500ms, not '" + text + "'.");
    }

    private static double unit(String unit) {
        return switch (unit) {
            case "ns" -> 1;
            case "us", "µs" -> 1e3;
            case "ms" -> 1e6;
            case "s" -> 1e9;
            case "m" -> 60e9;
            default -> 3600e9;
        };
    }
}
