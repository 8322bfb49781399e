package io.drover.status.query;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.drover.contracts.DeploymentState;
import io.drover.contracts.Resolution;
import io.drover.contracts.RunCounts;
import io.drover.contracts.RunError;
import io.drover.contracts.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One deployment.
 *
 * @param settling true while it has finished and its last runs are still on their way here (P15)
 * @param historyCut true when its beginning is not in the topics any more and it is only known by what the orchestrator
 *     told again: what agents told of its runs is missing (P16)
 * @param rate runs that ended per second since the start, null before the first
 * @param eta when the rest will have ended at that rate, null when that cannot be said
 */
public record DeploymentView(
        long id,
        String url,
        String directory,
        int sequence,
        String digest,
        String toMigration,
        String env,
        DeploymentState state,
        String reason,
        boolean settling,
        RunCounts counts,
        Double rate,
        Instant eta,
        Integer maxParallel,
        Integer maxFailures,
        String triggerType,
        String createdBy,
        boolean historyCut,
        Instant createdAt,
        Instant startedAt,
        Instant finishedAt) {

    /** A page of deployments, the newest first. */
    public record DeploymentList(List<DeploymentView> items, String next, Instant asOf, Duration lag) {}

    /**
     * One deployment and how old the answer is.
     *
     * @param options null when the order has the defaults
     */
    public record OneDeployment(
            @JsonUnwrapped DeploymentView deployment, OrderOptions options, Instant asOf, Duration lag) {}

    /** One target's part of a deployment. {@code hasLog}: the target's page has a text as the CLI prints it. */
    public record RunView(
            String target,
            long run,
            int position,
            String wave,
            RunState state,
            String reason,
            int attempt,
            String from,
            String to,
            RunError error,
            Instant startedAt,
            Instant finishedAt,
            boolean hasLog) {}

    /** A page of targets in the order in which they were named. */
    public record RunList(List<RunView> items, String next, Instant asOf, Duration lag) {}

    /**
     * One target's part with everything that was executed.
     *
     * @param current the target's version afterwards
     * @param files executed files in order, the failing one last
     * @param log what the CLI prints for this target, null when nothing has ended yet
     * @param resolutions what people said became of its ambiguous statements, the earliest first
     */
    public record RunDetail(
            @JsonUnwrapped RunView run,
            long deployment,
            String directory,
            String agent,
            String current,
            List<FileView> files,
            String log,
            List<ResolutionView> resolutions,
            Instant asOf,
            Duration lag) {

        /** False while the registry did not tell the texts of its statements. */
        boolean hasAllTexts() {
            return files.stream()
                    .flatMap(file -> file.statements().stream())
                    .allMatch(statement -> statement.text() != null);
        }
    }

    /**
     * Who said when what became of an ambiguous statement, and what the target made of it.
     *
     * @param attempt the attempt that failed as ambiguous
     * @param statement its place in the file, counted from 1
     * @param detail why it was refused, null when it was not
     * @param changedAt since when it is in this state
     * @param text all of it in one line, for people
     */
    public record ResolutionView(
            long id,
            int attempt,
            String version,
            int statement,
            Resolution.Outcome outcome,
            Resolution.State state,
            String by,
            String detail,
            Instant requestedAt,
            Instant changedAt,
            String text) {}

    /** How a file or a statement went. */
    public enum Result {
        OK,
        FAILED,
        /** A file that went well and was undone with a later one, in whose transaction it was. */
        ROLLED_BACK
    }

    /**
     * One executed file.
     *
     * @param applied statements that are done now, earlier attempts included
     * @param statements those of this attempt, the failing one last; empty when there were too many to tell
     */
    public record FileView(
            String name,
            String version,
            String description,
            Result result,
            int applied,
            int total,
            Instant startedAt,
            Duration duration,
            List<StatementView> statements) {}

    /** One executed statement. {@code index} counts from 1; {@code text} is null while the registry does not answer. */
    public record StatementView(int index, String text, Duration duration, Result result) {}
}
