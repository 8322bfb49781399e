package io.drover.orchestrator.resolution;

import io.drover.contracts.Resolution;
import java.time.Instant;

/**
 * What somebody said became of an ambiguous statement, as it is shown.
 *
 * @param target name of the target
 * @param attempt the attempt of the run that failed as ambiguous
 * @param detail why it was refused, or why the target could not be asked yet; null when neither
 */
public record ResolutionView(
        long id,
        String target,
        long deployment,
        long run,
        int attempt,
        String version,
        int statement,
        Resolution.Outcome outcome,
        Resolution.State state,
        String requestedBy,
        Instant requestedAt,
        Instant settledAt,
        String detail) {}
