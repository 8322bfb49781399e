package io.drover.contracts;

import java.time.Instant;

/** A wave's runs may be claimed from now on. */
public record WaveOpened(long deployment, long aggregateSequence, String wave, int total, Instant at)
        implements DeploymentEvent {}
