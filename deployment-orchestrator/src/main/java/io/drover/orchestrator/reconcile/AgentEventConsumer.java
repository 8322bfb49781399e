package io.drover.orchestrator.reconcile;

import io.drover.contracts.AgentEvent;
import io.drover.contracts.Event;
import io.drover.kit.event.DeadLetters;
import io.drover.kit.event.EventCodec;
import io.drover.kit.event.UndecodableEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/** Reads the beats of agents and orchestrators, a poll at a time; waits while the database is away. */
@ApplicationScoped
class AgentEventConsumer {
    private static final Logger LOG = Logger.getLogger(AgentEventConsumer.class);
    private static final int PAUSE_MS = 500;

    private final SignsOfLife signs;
    private final DeadLetters deadLetters;
    private final CountDownLatch stopping = new CountDownLatch(1);

    AgentEventConsumer(SignsOfLife signs, DeadLetters deadLetters) {
        this.signs = signs;
        this.deadLetters = deadLetters;
    }

    void onStop(@Observes ShutdownEvent stop) {
        stopping.countDown();
    }

    @Incoming("agent-events")
    @Blocking
    void consume(ConsumerRecords<String, byte[]> records) throws InterruptedException {
        List<AgentEvent> events = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            try {
                Event event = EventCodec.read(record);
                if (event instanceof AgentEvent said) {
                    events.add(said);
                }
            } catch (UndecodableEvent e) {
                deadLetters.put(record, e.getMessage()).join();
            }
        }
        while (true) {
            try {
                signs.hear(events);
                return;
            } catch (RuntimeException e) {
                LOG.warnf("Beats could not be written and are tried again: %s", e);
                if (stopping.await(PAUSE_MS, TimeUnit.MILLISECONDS)) {
                    throw e;
                }
            }
        }
    }
}
