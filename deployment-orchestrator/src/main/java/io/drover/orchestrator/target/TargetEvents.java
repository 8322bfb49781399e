package io.drover.orchestrator.target;

import io.drover.contracts.TargetChanged;
import io.drover.contracts.TargetEvent;
import io.drover.contracts.TargetRegistered;
import io.drover.contracts.TargetRemoved;
import io.drover.contracts.Topics;
import io.drover.kit.outbox.OutboxEmitter;
import io.drover.kit.outbox.OutboxEmitter.Entry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** Tells the others what became of targets, within the transaction that changed their rows. */
@ApplicationScoped
class TargetEvents {
    private final OutboxEmitter outbox;

    TargetEvents(OutboxEmitter outbox) {
        this.outbox = outbox;
    }

    void registered(List<TargetRow> rows) {
        Instant now = Instant.now();
        send(rows, row -> new TargetRegistered(row.id(), row.eventSequence(), row.facts(), now));
    }

    void changed(List<TargetRow> rows) {
        Instant now = Instant.now();
        send(rows, row -> new TargetChanged(row.id(), row.eventSequence(), row.facts(), now));
    }

    void removed(TargetRow row) {
        send(List.of(row), t -> new TargetRemoved(t.id(), t.eventSequence(), t.name(), Instant.now()));
    }

    private void send(List<TargetRow> rows, Function<TargetRow, TargetEvent> event) {
        outbox.sendAll(rows.stream()
                .map(row -> new Entry(
                        Topics.TARGET_EVENTS, String.valueOf(row.id()), row.eventSequence(), event.apply(row)))
                .toList());
    }
}
