package io.drover.status.query;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What is left to apply to a database.
 *
 * @param sequence the latest version of the directory
 * @param items its files that the database lacks, in order; of the newest 1,000 when the directory has more
 */
public record PendingView(
        String target, String directory, int sequence, List<PendingFile> items, Instant asOf, Duration lag) {

    /** A file that is left to apply. {@code statements}: how many it has. */
    public record PendingFile(String file, String version, String description, int statements) {}
}
