package io.drover.engine.report;

import java.math.BigDecimal;
import java.time.Duration;

/** Durations as Go prints them: {@code 1.106417ms}, {@code 5ms}, {@code 2m3s}. */
public final class GoDuration {

    private static final long MICRO = 1_000;
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000_000_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;

    private GoDuration() {}

    /** The text of a duration of less than 292 years. */
    public static String format(Duration duration) {
        long nanos = duration.toNanos();
        if (nanos < 0) {
            return "-" + format(duration.negated());
        }
        if (nanos == 0) {
            return "0s";
        }
        if (nanos < MICRO) {
            return nanos + "ns";
        }
        if (nanos < MILLI) {
            return in(MICRO, nanos) + "µs";
        }
        if (nanos < SECOND) {
            return in(MILLI, nanos) + "ms";
        }
        StringBuilder text = new StringBuilder();
        if (nanos >= HOUR) {
            text.append(nanos / HOUR).append('h');
        }
        if (nanos >= MINUTE) {
            text.append(nanos % HOUR / MINUTE).append('m');
        }
        return text.append(in(SECOND, nanos % MINUTE)).append('s').toString();
    }

    private static String in(long unit, long nanos) {
        return BigDecimal.valueOf(nanos)
                .divide(BigDecimal.valueOf(unit))
                .stripTrailingZeros()
                .toPlainString();
    }
}
