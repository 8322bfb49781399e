package io.drover.agent.apply;

import io.drover.contracts.RunEvent;
import io.drover.contracts.Topics;
import io.drover.kit.event.EventProducer;
import io.drover.kit.trace.TraceParent;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Sends what became of runs, keyed by target, so that all events of a target stay in order. Never gives up on one while
 * the process lives.
 */
@ApplicationScoped
class RunEventEmitter {
    private final EventProducer producer;

    RunEventEmitter(EventProducer producer) {
        this.producer = producer;
    }

    /**
     * The future completes when Kafka has the event. Throws nothing: a closed producer fails the future.
     *
     * @param traceparent the trace of the run, null for none
     */
    CompletableFuture<Void> send(RunEvent event, String traceparent) {
        Map<String, String> headers = traceparent == null ? Map.of() : Map.of(TraceParent.HEADER, traceparent);
        try {
            return producer.send(Topics.RUN_EVENTS, String.valueOf(event.ref().target()), event, headers);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
