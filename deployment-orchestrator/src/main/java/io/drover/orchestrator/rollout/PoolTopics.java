package io.drover.orchestrator.rollout;

import io.drover.contracts.Topics;
import io.drover.kit.event.TopicBootstrap;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Makes sure that the commands for a pool have a topic to go to. Asks Kafka once per pool and process. Thread-safe. */
@ApplicationScoped
public class PoolTopics {
    private static final Logger LOG = Logger.getLogger(PoolTopics.class);

    private final TopicBootstrap topics;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    PoolTopics(TopicBootstrap topics) {
        this.topics = topics;
        known.add("default");
    }

    /** True when the pool's topic is there; false when it cannot be made now, which is logged. */
    public boolean isReady(String pool) {
        if (known.contains(pool)) {
            return true;
        }
        try {
            topics.ensure(List.of(Topics.agentCommands(pool)));
            known.add(pool);
            return true;
        } catch (RuntimeException e) {
            LOG.warnf("Commands for the pool %s wait for their topic: %s", pool, e.getMessage());
            return false;
        }
    }
}
