package io.drover.status.live;

import io.drover.status.projection.Freshness;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** {@code drover_views_lag_seconds}, {@code drover_stream_listeners}: what the page says of the views, and to how many. */
@ApplicationScoped
class LagMetric {
    private final MeterRegistry meters;
    private final Freshness freshness;
    private final Broadcast broadcast;

    LagMetric(MeterRegistry meters, Freshness freshness, Broadcast broadcast) {
        this.meters = meters;
        this.freshness = freshness;
        this.broadcast = broadcast;
    }

    void onStart(@Observes StartupEvent start) {
        Gauge.builder("drover.views.lag", () -> freshness.stamp().lag().toMillis() / 1000.0)
                .description("How far the views are behind what was said")
                .baseUnit("seconds")
                .strongReference(true)
                .register(meters);
        Gauge.builder("drover.stream.listeners", broadcast::listeners)
                .description("Open streams of changes")
                .strongReference(true)
                .register(meters);
    }
}
