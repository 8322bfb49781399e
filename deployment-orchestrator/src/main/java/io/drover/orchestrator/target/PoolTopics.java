package io.drover.orchestrator.target;

import io.drover.contracts.Topics;
import io.drover.kit.event.TopicBootstrap;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Makes sure that the commands for a pool have a topic to go to. Asks Kafka once per pool and process. Thread-safe. */
@ApplicationScoped
public class PoolTopics {
    private final TopicBootstrap topics;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    PoolTopics(TopicBootstrap topics) {
        this.topics = topics;
        known.add("default");
    }

    public void ensure(Collection<String> pools) {
        List<String> unknown =
                pools.stream().distinct().filter(pool -> !known.contains(pool)).toList();
        topics.ensure(unknown.stream().map(Topics::agentCommands).toList());
        known.addAll(unknown);
    }
}
