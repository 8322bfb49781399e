package io.drover.status;

import io.drover.contracts.AgentBeat;
import io.drover.contracts.DeploymentEvent;
import io.drover.contracts.DirectoryEvent;
import io.drover.contracts.Event;
import io.drover.contracts.OrchestratorBeat;
import io.drover.contracts.RunEvent;
import io.drover.contracts.TargetEvent;
import io.drover.contracts.Topics;
import io.drover.kit.event.EventProducer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;

/** The other services of a test: says events on their topics and waits until the views have them. Everything said goes through here. */
@ApplicationScoped
public class Voices {
    private final EventProducer producer;
    private final Sql sql;
    private long said;

    Voices(EventProducer producer, Sql sql) {
        this.producer = producer;
        this.sql = sql;
    }

    /** Says events one after the other and waits until they are projected. */
    public void say(Event... events) {
        sayAndWait(Arrays.stream(events)
                .map(event -> producer.send(topicOf(event), keyOf(event), event))
                .toList());
    }

    /** Sends a record that may be no event, and waits until it is behind the consumer. */
    public void say(ProducerRecord<String, byte[]> record) {
        sayAndWait(List.of(producer.send(record)));
    }

    private void sayAndWait(List<CompletableFuture<Void>> sendings) {
        CompletableFuture.allOf(sendings.toArray(CompletableFuture[]::new)).join();
        said += sendings.size();
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> projected() >= said);
    }

    /** How many records have been written into the views. */
    private long projected() {
        return sql.first(
                        "SELECT coalesce(sum(next_offset), 0) AS records FROM projected", row -> row.getLong("records"))
                .orElseThrow();
    }

    /** The key of an event on its topic: the order of events with one key is kept. */
    public static String keyOf(Event event) {
        if (event instanceof DirectoryEvent directory) {
            return directory.directory();
        }
        if (event instanceof DeploymentEvent deployment) {
            return String.valueOf(deployment.deployment());
        }
        if (event instanceof TargetEvent target) {
            return String.valueOf(target.target());
        }
        if (event instanceof RunEvent run) {
            return String.valueOf(run.ref().target());
        }
        return event instanceof AgentBeat beat ? beat.agent() : ((OrchestratorBeat) event).orchestrator();
    }

    /** Where an event is said. */
    public static String topicOf(Event event) {
        if (event instanceof DirectoryEvent) {
            return Topics.DIRECTORY_EVENTS;
        }
        if (event instanceof DeploymentEvent) {
            return Topics.DEPLOYMENT_EVENTS;
        }
        if (event instanceof TargetEvent) {
            return Topics.TARGET_EVENTS;
        }
        return event instanceof RunEvent ? Topics.RUN_EVENTS : Topics.AGENT_EVENTS;
    }
}
