package io.drover.agent.beat;

import io.drover.agent.ThisAgent;
import io.drover.agent.apply.AgentRuns;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready until it leaves. That Kafka answers and the commands are subscribed is the channel's own check beside it. */
@Readiness
@ApplicationScoped
class AgentReadiness implements HealthCheck {
    private final ThisAgent agent;
    private final AgentRuns runs;

    AgentReadiness(ThisAgent agent, AgentRuns runs) {
        this.agent = agent;
        this.runs = runs;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("agent")
                .status(runs.capacity() > 0)
                .withData("agent", agent.id())
                .withData("pool", agent.pool())
                .withData("hostId", agent.hostId())
                .withData("slots", runs.capacity())
                .build();
    }
}
