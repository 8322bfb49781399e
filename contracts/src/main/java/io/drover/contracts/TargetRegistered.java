package io.drover.contracts;

import java.time.Instant;

/** A target is known from now on. */
public record TargetRegistered(long target, long aggregateSequence, TargetFacts facts, Instant at)
        implements TargetEvent {}
