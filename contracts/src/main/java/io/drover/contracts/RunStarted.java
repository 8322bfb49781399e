package io.drover.contracts;

import java.time.Instant;

/** The run takes longer than a second, or its command was old: from now on the agent's heartbeats vouch for it. */
public record RunStarted(RunRef ref, String agent, String hostId, Instant startedAt) implements RunEvent {}
