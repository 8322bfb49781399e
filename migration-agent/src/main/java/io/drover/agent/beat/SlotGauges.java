package io.drover.agent.beat;

import io.drover.agent.apply.AgentRuns;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.function.ToDoubleFunction;

/** Shows how busy this agent is. */
@ApplicationScoped
class SlotGauges {
    private final MeterRegistry meters;
    private final AgentRuns runs;

    SlotGauges(MeterRegistry meters, AgentRuns runs) {
        this.meters = meters;
        this.runs = runs;
    }

    void onStart(@Observes StartupEvent start) {
        slots("busy", now -> now.held().size());
        slots("free", AgentRuns::free);
        Gauge.builder("drover.agent.waiting", runs, now -> now.waiting().size())
                .description("commands that were taken in and have not begun")
                .register(meters);
    }

    private void slots(String state, ToDoubleFunction<AgentRuns> count) {
        Gauge.builder("drover.agent.slots", runs, count)
                .description("places for runs; none is free while the agent is leaving")
                .tag("state", state)
                .register(meters);
    }
}
