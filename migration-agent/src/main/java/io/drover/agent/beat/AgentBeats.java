package io.drover.agent.beat;

import io.drover.agent.AgentConfig;
import io.drover.agent.ThisAgent;
import io.drover.agent.apply.AgentRuns;
import io.drover.agent.target.SealingKeys;
import io.drover.contracts.AgentBeat;
import io.drover.contracts.Topics;
import io.drover.kit.event.EventProducer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Says every two seconds that this agent is alive and what it does. A beat is left out while Kafka has not taken the one
 * before: old beats say nothing. Beats go on during a drain and say that the agent leaves; so does the last one, which is
 * sent in any case.
 */
@ApplicationScoped
class AgentBeats {
    private static final Logger LOG = Logger.getLogger(AgentBeats.class);
    private static final int AFTER_THE_DRAIN = 2;

    private final ThisAgent agent;
    private final AgentRuns runs;
    private final SealingKeys keys;
    private final EventProducer producer;
    private final Duration every;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "agent-beat");
        thread.setDaemon(true);
        return thread;
    });
    private Future<?> beating = CompletableFuture.completedFuture(null);
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    AgentBeats(AgentConfig config, ThisAgent agent, AgentRuns runs, SealingKeys keys, EventProducer producer) {
        this.agent = agent;
        this.runs = runs;
        this.keys = keys;
        this.producer = producer;
        this.every = config.agent().beatEvery();
    }

    void onStart(@Observes StartupEvent start) {
        LOG.infof(
                "The agent begins: agent=%s pool=%s hostId=%s slots=%d",
                agent.id(), agent.pool(), agent.hostId(), runs.capacity());
        beating = clock.scheduleAtFixedRate(() -> beat(false), 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    void onStop(@Observes @Priority(AFTER_THE_DRAIN) ShutdownEvent stop) {
        beating.cancel(false);
        clock.shutdown();
        beat(true);
    }

    private synchronized void beat(boolean inAnyCase) {
        if (!last.isDone() && !inAnyCase) {
            return;
        }
        try {
            last = producer.send(Topics.AGENT_EVENTS, agent.id(), now());
        } catch (RuntimeException e) {
            LOG.warnf("A beat was not sent: agent=%s reason=%s", agent.id(), e);
        }
    }

    private AgentBeat now() {
        return new AgentBeat(
                agent.id(),
                agent.pool(),
                agent.hostId(),
                agent.version(),
                runs.capacity(),
                runs.held(),
                runs.waiting(),
                runs.isLeaving(),
                agent.startedAt(),
                Instant.now(),
                runs.free(),
                keys.publicKey());
    }
}
