package io.drover.contracts;

import java.time.Instant;
import java.util.List;

/**
 * An agent is alive.
 *
 * @param slots how many runs it executes at once
 * @param runsHeld ids of runs it is executing
 * @param runsWaiting ids of runs it has polled and not begun
 * @param leaving true for the last beat before a clean shutdown
 */
public record AgentBeat(
        String agent,
        String pool,
        String hostId,
        String version,
        int slots,
        List<Long> runsHeld,
        List<Long> runsWaiting,
        boolean leaving,
        Instant startedAt,
        Instant at)
        implements AgentEvent {
    public AgentBeat {
        runsHeld = List.copyOf(runsHeld);
        runsWaiting = List.copyOf(runsWaiting);
    }
}
