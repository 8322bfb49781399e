package io.drover.testing.sample.two;

import io.drover.testing.sample.one.First;

/** The other half. */
public record Second(First other) {}
