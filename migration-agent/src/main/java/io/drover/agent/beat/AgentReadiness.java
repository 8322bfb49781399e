package io.drover.agent.beat;

import io.drover.agent.ThisAgent;
import io.drover.agent.apply.AgentRuns;
import io.drover.agent.control.ControlGate;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready from the moment it knows what people have said of their deployments until it leaves. That Kafka answers and the commands are subscribed is the channel's own check beside it.
 */
@Readiness
@ApplicationScoped
class AgentReadiness implements HealthCheck {
    private final ThisAgent agent;
    private final AgentRuns runs;
    private final ControlGate gate;

    AgentReadiness(ThisAgent agent, AgentRuns runs, ControlGate gate) {
        this.agent = agent;
        this.runs = runs;
        this.gate = gate;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("agent")
                .status(gate.hasBeenRead() && !runs.isLeaving())
                .withData("agent", agent.id())
                .withData("pool", agent.pool())
                .withData("hostId", agent.hostId())
                .withData("slots", runs.capacity())
                .build();
    }
}
