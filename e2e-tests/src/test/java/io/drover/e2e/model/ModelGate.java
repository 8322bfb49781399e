package io.drover.e2e.model;

import io.drover.contracts.DeploymentControl;
import io.drover.contracts.RunRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What an agent knows of the control topic, and what follows for a run (P20). */
final class ModelGate {
    private static final int FRESH = 1_000;

    /** What it says of a run. */
    enum Verdict {
        OPEN,
        SHUT,
        OLDER,
        LEAVING
    }

    private final World world;
    private final Map<Long, Long> epochs = new HashMap<>();
    private int position;
    private long readToItsEnd = -FRESH;
    private boolean leaving;

    ModelGate(World world) {
        this.world = world;
    }

    /** All that was said before {@code asked} has been heard. */
    void heard(List<Topic.Entry> control, int end, long asked) {
        for (; position < end; position++) {
            DeploymentControl said = (DeploymentControl) control.get(position).event();
            epochs.merge(said.deployment(), said.epoch(), Math::max);
        }
        readToItsEnd = asked;
    }

    void leave() {
        leaving = true;
    }

    boolean isOpen() {
        return !leaving && world.now() - readToItsEnd < FRESH;
    }

    Verdict judge(RunRef ref) {
        if (ref.epoch() < epochs.getOrDefault(ref.deployment(), 0L)) {
            return Verdict.OLDER;
        }
        if (leaving) {
            return Verdict.LEAVING;
        }
        return isOpen() ? Verdict.OPEN : Verdict.SHUT;
    }
}
