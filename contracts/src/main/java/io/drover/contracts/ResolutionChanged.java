package io.drover.contracts;

import java.time.Instant;

/**
 * Who said when what became of an ambiguous statement of a run, and whether the target was told: the audit of P29. Sent
 * when it is said and when it is settled; of two events about one resolution the one with the higher sequence counts.
 *
 * @param attempt the attempt that failed as ambiguous
 * @param by who said it
 * @param detail why it was refused, in one sentence; null unless REFUSED
 * @param requestedAt when it was said
 * @param at when it came to be so
 */
public record ResolutionChanged(
        long deployment,
        long aggregateSequence,
        Resolution resolution,
        long target,
        int attempt,
        Resolution.State state,
        String by,
        String detail,
        Instant requestedAt,
        Instant at)
        implements DeploymentEvent {}
