package io.drover.status.query;

import io.drover.contracts.RunState;

/** The letter of a run's state where many runs are shown at once. */
public final class Cell {
    private Cell() {}

    /** The letter of a state. */
    public static char of(RunState state) {
        return switch (state) {
            case PENDING -> 'P';
            case QUEUED -> 'Q';
            case RUNNING -> 'R';
            case SUCCEEDED -> 'S';
            case NO_ACTION -> 'N';
            case FAILED -> 'F';
            case UNREACHABLE -> 'U';
            case UNKNOWN -> 'K';
            case SKIPPED -> 'X';
            case CANCELLED -> 'C';
        };
    }
}
