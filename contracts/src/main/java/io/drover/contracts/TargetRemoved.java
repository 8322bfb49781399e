package io.drover.contracts;

import java.time.Instant;

/** A target is no longer deployed to. Its history stays. */
public record TargetRemoved(long target, long aggregateSequence, String name, Instant at) implements TargetEvent {}
