package io.drover.contracts;

import java.time.Instant;

/** A target has another name, URL, label, pool or directory; all facts are given, not only the changed ones. */
public record TargetChanged(long target, long aggregateSequence, TargetFacts facts, Instant at)
        implements TargetEvent {}
