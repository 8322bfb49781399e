package io.drover.status.query;

/** The letter of a run's state where many runs are shown at once. */
public final class Cell {
    private Cell() {}

    /**
     * The letter of a state.
     *
     * @param runState name of a {@link io.drover.contracts.RunState}
     * @throws IllegalArgumentException when it is none
     */
    public static char of(String runState) {
        return switch (runState) {
            case "PLANNED", "PENDING" -> 'P';
            case "QUEUED" -> 'Q';
            case "RUNNING" -> 'R';
            case "SUCCEEDED" -> 'S';
            case "NO_ACTION" -> 'N';
            case "FAILED" -> 'F';
            case "UNREACHABLE" -> 'U';
            case "UNKNOWN" -> 'K';
            case "SKIPPED" -> 'X';
            case "CANCELLED" -> 'C';
            default -> throw new IllegalArgumentException(runState + " is no state of a run");
        };
    }
}
