package io.drover.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DroverTestResourceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void givesEachTestRunADatabaseOfItsOwn() throws Exception {
        // Given
        DroverTestResource resource = new DroverTestResource();
        resource.init(Map.of("database", "registry"));

        // When
        Map<String, String> first = resource.start();
        Map<String, String> second = resource.start();

        // Then
        assertThat(first.get("quarkus.datasource.jdbc.url")).contains("/registry_");
        assertThat(second.get("quarkus.datasource.jdbc.url")).isNotEqualTo(first.get("quarkus.datasource.jdbc.url"));
        assertThat(second.get("kafka.bootstrap.servers")).isEqualTo(first.get("kafka.bootstrap.servers"));
        try (Connection connection = DriverManager.getConnection(
                first.get("quarkus.datasource.jdbc.url"),
                first.get("quarkus.datasource.username"),
                first.get("quarkus.datasource.password"))) {
            assertThat(connection.createStatement().execute("CREATE TABLE mine (id int)"))
                    .isFalse();
        }
    }

    @Test
    void givesAServiceWithoutDatabaseKafkaAlone() {
        // Given
        DroverTestResource resource = new DroverTestResource();
        resource.init(Map.of("database", "none"));

        // When, Then
        assertThat(resource.start()).containsOnlyKeys("kafka.bootstrap.servers");
    }

    @Test
    void readsBackWhatItSendsInOrderWithHeaders() throws Exception {
        try (KafkaProbe probe = new KafkaProbe(SharedBacking.get().bootstrapServers())) {
            // Given
            probe.ensureTopic("probed", 3);
            probe.ensureTopic("probed", 3);

            // When
            probe.send("probed", "tenant", "one", Map.of("ce_id", "1"));
            probe.send("probed", "tenant", null, Map.of("ce_id", "2"));

            // Then
            assertThat(probe.collect("probed", PATIENCE, records -> records.size() == 2))
                    .extracting(
                            KafkaProbe.Received::value,
                            received -> received.headers().get("ce_id"))
                    .containsExactly(tuple("one", "1"), tuple(null, "2"));
        }
    }

    @Test
    void saysWhatCameInsteadOfWhatWasWaitedFor() throws Exception {
        try (KafkaProbe probe = new KafkaProbe(SharedBacking.get().bootstrapServers())) {
            // Given
            probe.ensureTopic("lonely", 1);
            probe.send("lonely", "tenant", "the only one", Map.of());

            // When, Then
            assertThatThrownBy(() -> probe.collect("lonely", Duration.ofSeconds(2), records -> records.size() == 2))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("the only one");
        }
    }
}
