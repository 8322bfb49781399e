package io.drover.orchestrator.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.contracts.DeploymentState;
import io.drover.contracts.RunCounts;
import io.drover.orchestrator.rollout.Deployment;
import io.drover.orchestrator.rollout.Wave;
import io.drover.orchestrator.sql.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * A deployment as it is shown.
 *
 * @param rate runs that were over per second, from the start until now or the end; null before the first
 * @param eta when it will be over at that rate; null when it does not run
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
        List<WaveView> waves,
        RunCounts counts,
        int maxParallel,
        Integer maxFailures,
        Double rate,
        Instant eta,
        String createdBy,
        Instant createdAt,
        Instant startedAt,
        Instant finishedAt,
        String approvalDigest,
        JsonNode request) {

    /** A wave as it is shown. */
    public record WaveView(String name, String state, int total, RunCounts counts) {}

    static DeploymentView of(Deployment deployment, List<Wave> waves, String url, Instant now) {
        RunCounts counts = deployment.tally.counts();
        Double rate = rate(deployment, now);
        return new DeploymentView(
                deployment.id,
                url,
                deployment.directory,
                deployment.sequence,
                deployment.digest,
                deployment.toMigration,
                deployment.env,
                deployment.state,
                deployment.reason,
                // the one wave has all runs
                waves.stream()
                        .map(wave -> new WaveView(wave.name, wave.state, wave.total, counts))
                        .toList(),
                counts,
                deployment.maxParallel,
                deployment.maxFailures,
                rate,
                eta(deployment, rate, now),
                deployment.createdBy,
                deployment.createdAt,
                deployment.startedAt,
                deployment.finishedAt,
                null,
                Json.read(deployment.request, JsonNode.class));
    }

    private static Double rate(Deployment deployment, Instant now) {
        int settled = deployment.tally.settled();
        if (settled == 0 || deployment.startedAt == null) {
            return null;
        }
        Instant end = deployment.finishedAt == null ? now : deployment.finishedAt;
        double seconds = Math.max(1, Duration.between(deployment.startedAt, end).toMillis()) / 1_000.0;
        return Math.round(settled / seconds * 10) / 10.0;
    }

    private static Instant eta(Deployment deployment, Double rate, Instant now) {
        if (deployment.state != DeploymentState.RUNNING || rate == null || rate == 0) {
            return null;
        }
        int left = deployment.tally.total() - deployment.tally.settled();
        return now.plusMillis((long) (left / rate * 1_000)).truncatedTo(ChronoUnit.SECONDS);
    }
}
