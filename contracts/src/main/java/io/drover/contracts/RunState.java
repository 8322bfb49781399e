package io.drover.contracts;

/** State of one target's part of a deployment. */
public enum RunState {
    PENDING,
    QUEUED,
    RUNNING,
    SUCCEEDED,
    NO_ACTION,
    FAILED,
    UNREACHABLE,
    UNKNOWN,
    SKIPPED,
    CANCELLED;

    /** True when the run holds no slot and waits for nothing. UNKNOWN is not terminal: the target has to be asked. */
    public boolean isTerminal() {
        return switch (this) {
            case SUCCEEDED, NO_ACTION, FAILED, UNREACHABLE, SKIPPED, CANCELLED -> true;
            case PENDING, QUEUED, RUNNING, UNKNOWN -> false;
        };
    }

    /** True from the claim until the end: what counts against {@code maxParallel}. */
    public boolean holdsSlot() {
        return this == QUEUED || this == RUNNING || this == UNKNOWN;
    }
}
