package io.drover.contracts;

/** What the orchestrator says on {@link Topics#TARGET_EVENTS}, keyed by target id. */
public sealed interface TargetEvent extends Event permits TargetRegistered, TargetChanged, TargetRemoved {
    long target();

    /** Rises with every event of the target. */
    long aggregateSequence();
}
