package io.drover.status.query;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The fleet at a glance. */
public record SummaryView(
        List<DirectoryRow> directories, Deployments deployments, Agents agents, Instant asOf, Duration lag) {

    /**
     * One directory and how far its databases are.
     *
     * @param latest null when no version was heard of
     */
    public record DirectoryRow(
            String directory, Version latest, long synced, long pending, long error, List<VersionShare> byVersion) {}

    /** A version of a directory: its number, and the last migration in it. */
    public record Version(int sequence, String version) {}

    /** How many databases have wholly applied a version; sequence 0 is nothing yet. */
    public record VersionShare(int sequence, long count) {}

    public record Deployments(long running, long paused, long failedLastDay) {}

    public record Agents(long alive) {}
}
