package io.drover.contracts;

import java.time.Instant;
import java.util.List;

/** Runs whose state the orchestrator itself decides: NO_ACTION, SKIPPED, CANCELLED, UNKNOWN, FAILED without an agent. */
public record RunsSettled(long deployment, long aggregateSequence, List<SettledRun> runs) implements DeploymentEvent {
    public RunsSettled {
        runs = List.copyOf(runs);
    }

    /**
     * One run and its new state.
     *
     * @param reason why, in a word with dashes: {@code cancelled}, {@code known}; null when the state says it all
     * @param error only for failures
     * @param current the target's highest applied version where that is known, else null
     * @param nothingPending true when it is known that no file of the deployment's content is left to apply
     */
    public record SettledRun(
            long run,
            long target,
            long runSeq,
            int attempt,
            RunState state,
            String reason,
            RunError error,
            Instant at,
            String current,
            boolean nothingPending) {}
}
