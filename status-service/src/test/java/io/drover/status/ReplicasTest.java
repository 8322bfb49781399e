package io.drover.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.embedded.BackingServices;
import io.drover.testing.SharedBacking;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.flywaydb.core.api.output.MigrateResult;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ReplicasTest {
    private static final int AT_ONCE = 4;

    @Test
    @DisplayName("P16 replicas that start at once on an empty database make its tables once")
    void makesTheTablesOnce() {
        BackingServices.Database fresh = SharedBacking.freshDatabase("replicas");
        ExecutorService replicas = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<CompletableFuture<MigrateResult>> starts = IntStream.range(0, AT_ONCE)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> migrate(fresh), replicas))
                    .toList();

            List<MigrateResult> results =
                    starts.stream().map(CompletableFuture::join).toList();

            assertThat(results).allMatch(result -> result.success);
            assertThat(results.stream().filter(result -> result.migrationsExecuted > 0))
                    .hasSize(1);
        } finally {
            replicas.shutdown();
        }
    }

    private static MigrateResult migrate(BackingServices.Database database) {
        return DirectViews.tables(database, "views").migrate();
    }
}
