package io.drover.orchestrator.rollout;

import io.drover.contracts.Event;
import io.drover.kit.outbox.OutboxEmitter;
import jakarta.enterprise.inject.Vetoed;
import java.util.List;
import java.util.function.Consumer;

/** Hands on what would be written to the outbox. */
@Vetoed
final class OutboxInMemory extends OutboxEmitter {
    private final Consumer<Entry> relay;

    OutboxInMemory(Consumer<Entry> relay) {
        super(null);
        this.relay = relay;
    }

    @Override
    public void send(String topic, String key, long sequence, Event event) {
        relay.accept(new Entry(topic, key, sequence, event));
    }

    @Override
    public void sendAll(List<Entry> entries) {
        entries.forEach(relay);
    }
}
