package io.drover.agent.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the one gate of the agent. */
@ApplicationScoped
class ControlSetup {

    @Produces
    @Singleton
    ControlGate gate() {
        return new ControlGate();
    }
}
