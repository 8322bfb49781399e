package io.drover.contracts;

/** What the orchestrator says on {@link Topics#DEPLOYMENT_EVENTS}, keyed by deployment id. */
public sealed interface DeploymentEvent extends Event
        permits DeploymentCreated,
                RunsPlanned,
                RunsSettled,
                WaveOpened,
                DeploymentChanged,
                DeploymentFinished,
                ResolutionChanged {
    long deployment();

    /** Rises with every event of the deployment; a consumer drops state that is older than what it has. */
    long aggregateSequence();
}
