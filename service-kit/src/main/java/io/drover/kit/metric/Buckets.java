package io.drover.kit.metric;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;

/** Gives the timers that people ask percentiles of a few fixed buckets, a dozen series each. */
final class Buckets {
    private static final Set<String> TIMERS = Set.of("http.server.requests", "drover.run");
    private static final double[] NANOS = Stream.of(5, 10, 25, 50, 100, 250, 500, 1_000, 5_000, 30_000, 300_000)
            .mapToDouble(ms -> Duration.ofMillis(ms).toNanos())
            .toArray();

    private Buckets() {}

    @Produces
    @Singleton
    static MeterFilter buckets() {
        return new MeterFilter() {
            @Override
            public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
                return TIMERS.contains(id.getName())
                        ? DistributionStatisticConfig.builder()
                                .serviceLevelObjectives(NANOS)
                                .build()
                                .merge(config)
                        : config;
            }
        };
    }
}
