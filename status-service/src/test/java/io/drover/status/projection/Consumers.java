package io.drover.status.projection;

import io.drover.kit.event.DeadLetters;
import io.drover.kit.event.PollSpans;
import io.drover.status.DirectViews;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;

/** The consumer of the service, over views that a test has opened. */
@ApplicationScoped
public class Consumers {
    private final DeadLetters deadLetters;
    private final PollSpans spans;
    private final MeterRegistry meters;

    Consumers(DeadLetters deadLetters, PollSpans spans, MeterRegistry meters) {
        this.deadLetters = deadLetters;
        this.spans = spans;
        this.meters = meters;
    }

    /** Each of its batches is a transaction. */
    public EventConsumer over(DirectViews views) {
        Progress progress = new Progress(views.sql());
        BatchWriter writer = new BatchWriter(Projections.committing(views, progress), progress, deadLetters);
        return new EventConsumer(writer, deadLetters, spans, meters);
    }
}
