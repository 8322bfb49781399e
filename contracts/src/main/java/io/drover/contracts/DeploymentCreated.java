package io.drover.contracts;

import java.time.Instant;

/**
 * A deployment was accepted: which directory version goes to how many targets.
 *
 * @param toMigration a migration version not to go beyond, null for all
 * @param env label given by the caller, null when none
 * @param total number of targets
 * @param maxFailures failures tolerated before the deployment pauses, null for no budget
 * @param request the request body as accepted, JSON text, with defaults left out
 * @param triggerType CLI, API, KUBERNETES …; null when not told
 * @param republished true when this is told again from the orchestrator's tables, because the topic had lost it: what
 *     agents told of its runs may be lost then
 * @param createdBy the caller, {@code anonymous} until there is access control
 */
public record DeploymentCreated(
        long deployment,
        long aggregateSequence,
        String directory,
        int sequence,
        String digest,
        String toMigration,
        String env,
        int total,
        int maxParallel,
        Integer maxFailures,
        String request,
        String triggerType,
        String triggerVersion,
        String createdBy,
        Instant createdAt,
        boolean republished)
        implements DeploymentEvent {}
