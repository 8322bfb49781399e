package io.drover.status.query;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The fleet at a glance.
 *
 * @param running deployments that have not ended, the newest first, 5 at most
 * @param newestErrors of databases in ERROR, the newest first, 5 at most
 */
public record SummaryView(
        List<DirectoryRow> directories,
        Deployments deployments,
        List<DeploymentView> running,
        List<NewestError> newestErrors,
        Agents agents,
        Instant asOf,
        Duration lag) {

    /**
     * One directory and how far its databases are.
     *
     * @param latest null when no version was heard of
     */
    public record DirectoryRow(
            String directory, Version latest, long synced, long pending, long error, List<VersionShare> byVersion) {}

    /** A version of a directory: its number, and the last migration in it. */
    public record Version(int sequence, String version) {}

    /** How many databases have wholly applied a version; sequence 0 is nothing yet, and has no last migration. */
    public record VersionShare(int sequence, String version, long count) {}

    /**
     * Databases of a directory that are in ERROR for the same reason.
     *
     * @param message without literals
     * @param target with {@code deployment} the newest of them
     */
    public record NewestError(
            String fingerprint,
            String message,
            String code,
            long count,
            Instant lastAt,
            String directory,
            String target,
            Long deployment) {}

    public record Deployments(long running, long paused, long failedLastDay) {}

    public record Agents(long alive) {}
}
