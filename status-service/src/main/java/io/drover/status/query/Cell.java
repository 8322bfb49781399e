package io.drover.status.query;

import io.drover.contracts.RunState;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Collectors;

/** The letter of a run's state where many runs are shown at once. */
public final class Cell {
    /** The letter of the state of a row of table {@code run}. */
    static final String SQL = Arrays.stream(RunState.values())
            .sorted(Comparator.comparing(state -> state != RunState.SUCCEEDED))
            .map(state -> " WHEN '" + state + "' THEN '" + of(state) + "'")
            .collect(Collectors.joining("", "CASE state", " END"));

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
