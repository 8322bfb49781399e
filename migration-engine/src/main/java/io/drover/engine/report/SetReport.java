package io.drover.engine.report;

import java.util.List;

/**
 * What a {@code set} did to the revisions of one target.
 *
 * @param current the highest version that has a revision now, null when none has
 * @param changes in bytewise order of their versions; empty when all was so already
 */
public record SetReport(String current, List<Change> changes) {

    public SetReport {
        changes = List.copyOf(changes);
    }

    /**
     * One revision that was changed.
     *
     * @param description may be empty
     * @param removed true when it was deleted, false when it was written
     */
    public record Change(String version, String description, boolean removed) {}
}
