package io.drover.status.query;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Failures for the same reason.
 *
 * @param fingerprint the same for all of them, whenever they happened; filters databases and targets
 * @param message what their messages have in common: literals are {@code …}
 * @param samples the newest of them, 5 at most
 */
public record ErrorView(
        String fingerprint,
        String message,
        String code,
        long count,
        Instant firstAt,
        Instant lastAt,
        List<Sample> samples) {

    /** One of them, with its own words. {@code file} and {@code statement} are null when none was at fault. */
    public record Sample(
            String target,
            String directory,
            Long deployment,
            String file,
            String statement,
            String message,
            Instant at) {}

    /** A page of errors, the most frequent first. */
    public record ErrorList(List<ErrorView> items, String next, Instant asOf, Duration lag) {}
}
