package io.drover.contracts;

import java.time.Instant;

/** The agent has not begun the run and gives it back: it drains, or somebody else is still executing it. */
public record RunReturned(RunRef ref, String agent, String reason, Instant at) implements RunEvent {
    public static final String DRAINING = "draining";
    public static final String STILL_RUNNING = "still-running";
    public static final String OLDER_EPOCH = "older-epoch";
}
