package io.drover.status.query;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.drover.contracts.RunError;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One database under one directory.
 *
 * @param attention {@code unknown} while nobody knows what became of its newest run; else null
 * @param currentVersion its highest applied migration, null when none is known
 * @param latestVersion the last migration of the directory's latest version
 * @param behind how many directory versions it is behind
 * @param error why the last finished run failed, null unless the state is ERROR
 * @param reportedBy who told last where it is: {@code agent} for a run, {@code inspection} when the target was asked,
 *     null before the first report
 * @param duplicateOf name of another target whose database says that it is this one; null when none does
 */
public record DatabaseView(
        String target,
        String directory,
        DatabaseState state,
        String attention,
        String currentVersion,
        String latestVersion,
        int behind,
        LastMigration lastMigration,
        RunError error,
        String server,
        Map<String, String> labels,
        String env,
        String reportedBy,
        String duplicateOf,
        Instant updatedAt) {

    /** The last migration file that was executed, whether it went well or not: SUCCEEDED or FAILED. */
    public record LastMigration(String version, String description, String result, Instant at, long deployment) {}

    /** How many databases are in which state, whatever page is shown. */
    public record Counts(
            @JsonProperty("SYNCED") long synced,
            @JsonProperty("PENDING") long pending,
            @JsonProperty("ERROR") long error) {}

    /** A page of databases. */
    public record DatabaseList(List<DatabaseView> items, String next, Counts counts, Instant asOf, Duration lag) {}

    /** One target and its databases, one for each directory. */
    public record TargetView(@JsonUnwrapped Facts facts, List<DatabaseView> items, Instant asOf, Duration lag) {}

    /** What is known of a target. {@code lifecycle}: ACTIVE, RETIRED or REMOVED. */
    public record Facts(
            String target,
            String url,
            String kind,
            String server,
            Map<String, String> labels,
            String pool,
            String lifecycle,
            String duplicateOf) {}

    /** A row of the target's own revisions table, as agents reported it. */
    public record RevisionView(
            String directory,
            String version,
            String description,
            int applied,
            int total,
            Instant at,
            Duration duration,
            long run,
            long deployment) {}

    /** A page of revisions, by directory and version. */
    public record History(String target, List<RevisionView> items, String next, Instant asOf, Duration lag) {}
}
