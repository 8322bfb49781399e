package io.drover.e2e.model;

import io.drover.contracts.RunState;
import io.drover.orchestrator.rollout.Tables.Run;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Runs that are executed though their slot was given back: a command was delivered twice, one copy came back, and the other
 * began all the same. Nobody can know of it before it is heard; from then on it counts, and nothing is claimed until there
 * is room. So what was claimed never exceeds a limit, and what is in flight exceeds it by these only.
 */
final class LateCopies {
    private final Map<Long, Run> inFlight = new HashMap<>();
    private final Map<Long, Set<Long>> ever = new HashMap<>();

    /** @param before states that the runs had before the transaction */
    void notice(List<Run> runs, Map<Long, RunState> before) {
        for (Run run : runs) {
            long id = run.row.id();
            RunState was = before.getOrDefault(id, RunState.PENDING);
            boolean wrong = run.state() == RunState.FAILED || run.state() == RunState.UNREACHABLE;
            boolean heldNone = was == RunState.PENDING || was == RunState.CANCELLED || was == RunState.NO_ACTION;
            boolean began = run.state() == RunState.RUNNING && was == RunState.PENDING;
            if (began || (wrong && heldNone)) {
                ever.computeIfAbsent(run.deployment, deployment -> new HashSet<>())
                        .add(id);
            }
            if (began) {
                inFlight.put(id, run);
            } else if (!run.state().holdsSlot()) {
                inFlight.remove(id);
            }
        }
    }

    /** How many of a deployment are in flight. */
    int inFlight(long deployment) {
        return (int) inFlight.values().stream()
                .filter(run -> run.deployment == deployment)
                .count();
    }

    /** How many are in flight on a server. */
    int inFlight(String server) {
        return (int) inFlight.values().stream()
                .filter(run -> server.equals(run.target.server))
                .count();
    }

    /** How many there ever were in a deployment. */
    int of(long deployment) {
        return ever.getOrDefault(deployment, Set.of()).size();
    }
}
