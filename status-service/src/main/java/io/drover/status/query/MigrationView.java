package io.drover.status.query;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One migration of a directory and which databases have it.
 *
 * @param file its name in the newest version that brought it
 * @param since the first version of the directory that has it
 * @param counts of all databases of the directory, whatever is shown
 */
public record MigrationView(
        String directory,
        String version,
        String description,
        String file,
        int since,
        Counts counts,
        List<Item> items,
        String next,
        Instant asOf,
        Duration lag) {

    /**
     * APPLIED: it is there as a whole. FAILED: the database is in ERROR, and it is this migration that failed. PENDING: all
     * else.
     */
    public enum State {
        APPLIED,
        PENDING,
        FAILED
    }

    /** How many databases of the directory are in which state. */
    public record Counts(
            @JsonProperty("APPLIED") long applied,
            @JsonProperty("PENDING") long pending,
            @JsonProperty("FAILED") long failed) {}

    /**
     * One database.
     *
     * @param at when it was applied or failed; null when it is pending, or was there before the first report
     * @param duration null unless a report tells how long it took
     * @param deployment that applied it or failed on it, null likewise
     */
    public record Item(
            String target, State state, Instant at, Duration duration, Long deployment, String currentVersion) {}
}
