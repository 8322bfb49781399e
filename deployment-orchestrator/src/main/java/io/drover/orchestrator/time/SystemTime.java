package io.drover.orchestrator.time;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** Where the time comes from: the one seam for tests that simulate it. Microseconds, as the database keeps them. */
class SystemTime {
    @Produces
    @Singleton
    InstantSource clock() {
        InstantSource system = InstantSource.system();
        return () -> system.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
