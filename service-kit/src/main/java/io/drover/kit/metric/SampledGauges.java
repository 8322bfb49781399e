package io.drover.kit.metric;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Gauges whose values have to be asked for, at a database for instance. They are asked every five seconds on a thread of
 * their own, never by a scrape: a scrape reads what is there, also while the database is away. Then, and before the first
 * answer, the value is NaN. Thread-safe.
 */
@ApplicationScoped
public class SampledGauges {
    private static final Logger LOG = Logger.getLogger(SampledGauges.class);
    private static final int EVERY_MS = 5_000;

    private final MeterRegistry meters;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "sampled-gauges");
        thread.setDaemon(true);
        return thread;
    });

    SampledGauges(MeterRegistry meters) {
        this.meters = meters;
    }

    /**
     * Adds a gauge for each value of one label.
     *
     * @param name with dots
     * @param label name of the label, and {@code values} all it can have
     * @param reading answers what is not 0, by value of the label; cheap, as it is called every five seconds
     */
    public void add(
            String name, String description, String label, List<String> values, Supplier<Map<String, Long>> reading) {
        Samples samples = new Samples(name, reading);
        for (String value : values) {
            Gauge.builder(name, () -> samples.of(value))
                    .description(description)
                    .tag(label, value)
                    .register(meters);
        }
        start(samples);
    }

    /** Adds a gauge without a label. */
    public void add(String name, String description, Supplier<Long> reading) {
        Samples samples = new Samples(name, () -> Map.of(name, reading.get()));
        Gauge.builder(name, () -> samples.of(name)).description(description).register(meters);
        start(samples);
    }

    private void start(Samples samples) {
        ScheduledFuture<?> unused = clock.scheduleWithFixedDelay(samples, 0, EVERY_MS, TimeUnit.MILLISECONDS);
    }

    void onStop(@Observes ShutdownEvent stop) {
        clock.shutdownNow();
    }

    /** The last answer. */
    private static final class Samples implements Runnable {
        private final String name;
        private final Supplier<Map<String, Long>> reading;
        private volatile Map<String, Long> last;

        private Samples(String name, Supplier<Map<String, Long>> reading) {
            this.name = name;
            this.reading = reading;
        }

        private double of(String value) {
            Map<String, Long> known = last;
            return known == null ? Double.NaN : known.getOrDefault(value, 0L);
        }

        @Override
        public void run() {
            try {
                last = reading.get();
            } catch (RuntimeException e) {
                last = null;
                LOG.debugf("A gauge cannot be read now: name=%s reason=%s", name, e);
            }
        }
    }
}
