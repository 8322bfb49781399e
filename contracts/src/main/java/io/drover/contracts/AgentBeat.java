package io.drover.contracts;

import java.time.Instant;
import java.util.List;

/**
 * An agent is alive.
 *
 * @param slots how many runs it executes at once
 * @param runsHeld ids of runs it is executing, inspections left out
 * @param runsWaiting ids of runs it has polled and not begun, inspections left out
 * @param leaving true from the begin of a clean shutdown on
 * @param free how many more runs it could begin now
 * @param sealingKey public key of its pool for the sealing of passwords, null when it has none
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
        Instant at,
        int free,
        String sealingKey)
        implements AgentEvent {
    public AgentBeat {
        runsHeld = List.copyOf(runsHeld);
        runsWaiting = List.copyOf(runsWaiting);
    }
}
