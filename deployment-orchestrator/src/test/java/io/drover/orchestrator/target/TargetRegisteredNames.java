package io.drover.orchestrator.target;

import io.drover.contracts.TargetEvent;
import io.drover.contracts.TargetRegistered;

/** Names of registrations, for counting. */
final class TargetRegisteredNames {
    private TargetRegisteredNames() {}

    static String of(TargetEvent event) {
        return event instanceof TargetRegistered registered ? registered.facts().name() : "";
    }
}
