package io.drover.testing.sample.one;

import io.drover.testing.sample.two.Second;

/** Half of a cycle. */
public record First(Second other) {}
