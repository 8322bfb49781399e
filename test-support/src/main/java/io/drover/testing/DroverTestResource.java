package io.drover.testing;

import io.drover.embedded.BackingServices;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/**
 * Gives a {@code @QuarkusTest} the real Kafka and a fresh database of the real PostgreSQL.
 *
 * <pre>{@code
 * @QuarkusTest
 * @QuarkusTestResource(value = DroverTestResource.class, initArgs = @ResourceArg(name = "database", value = "registry"))
 * class DirectoryResourceTest { … }
 * }</pre>
 *
 * <p>Init argument {@code database}: how the name of the database begins (default {@code test}); {@code none} for a
 * service without one. Sets {@code kafka.bootstrap.servers} and {@code quarkus.datasource.jdbc.url|username|password}.
 */
public final class DroverTestResource implements QuarkusTestResourceLifecycleManager {
    private String database = "test";

    @Override
    public void init(Map<String, String> arguments) {
        database = arguments.getOrDefault("database", database);
    }

    @Override
    public Map<String, String> start() {
        String kafka = SharedBacking.get().bootstrapServers();
        if (database.equals("none")) {
            return Map.of("kafka.bootstrap.servers", kafka);
        }
        BackingServices.Database fresh = SharedBacking.freshDatabase(database);
        return Map.of(
                "kafka.bootstrap.servers", kafka,
                "quarkus.datasource.jdbc.url", fresh.jdbcUrl(),
                "quarkus.datasource.username", fresh.username(),
                "quarkus.datasource.password", fresh.password());
    }

    /** Nothing to do: Kafka and PostgreSQL serve the next test class too and end with the JVM. */
    @Override
    public void stop() {}
}
