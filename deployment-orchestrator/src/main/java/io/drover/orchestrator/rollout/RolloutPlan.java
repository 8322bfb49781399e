package io.drover.orchestrator.rollout;

import java.util.List;

/**
 * Which target goes when: waves in order, each with the targets it takes, in the order in which they were named. Without
 * a policy there is one wave with all of them.
 */
public record RolloutPlan(List<PlannedWave> waves) {
    static final String ALL = "all";

    public RolloutPlan {
        waves = List.copyOf(waves);
    }

    /** A wave and the ids of its targets. */
    public record PlannedWave(String name, List<Long> targets) {
        public PlannedWave {
            targets = List.copyOf(targets);
        }
    }

    /** Everything at once, as far as the limits let it. */
    public static RolloutPlan oneWave(List<Long> targets) {
        return new RolloutPlan(List.of(new PlannedWave(ALL, targets)));
    }
}
