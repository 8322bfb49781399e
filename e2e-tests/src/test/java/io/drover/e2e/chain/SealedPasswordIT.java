package io.drover.e2e.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drover.e2e.fixture.CommandLine.Result;
import io.drover.e2e.fixture.PostgresTenants;
import io.drover.e2e.fixture.SharedStack;
import io.drover.e2e.fixture.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** An {@code atlas.hcl} as Atlas users have it, with the password written out. */
class SealedPasswordIT {
    private static final List<String> TENANTS = List.of("sealed_1", "sealed_2");
    private static final String FIRST = "canary-5813-heron";
    private static final String SECOND = "canary-2134-avocet";

    @RegisterExtension
    static final SharedStack STACK = new SharedStack();

    @TempDir
    static Path server;

    @TempDir
    Path folder;

    private static PostgresTenants postgres;

    @BeforeAll
    static void aServerWithTwoDatabases() {
        postgres = PostgresTenants.start(server, TENANTS);
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @Test
    @DisplayName("P30 an unmodified atlas.hcl works, its password may change, and nothing of Drover ever holds it")
    void migratesTenantsWhosePasswordIsWrittenOut() throws IOException {
        TENANTS.forEach(tenant -> postgres.changePassword(tenant, PostgresTenants.PASSWORD, FIRST));
        Workspace project = project(FIRST).migration("1_a.sql", "CREATE TABLE a (id int);\n");
        project.push();
        await("the agents tell their key")
                .atMost(Duration.ofSeconds(30))
                .until(() -> STACK.api().get("/api/v1/agent-pools/default/key").status() == 200);

        Result first = project.apply();

        assertThat(first.exitCode()).as(first.toString()).isZero();
        assertThat(first.out()).contains("2 succeeded");
        TENANTS.forEach(tenant -> postgres.changePassword(tenant, FIRST, SECOND));
        project = project(SECOND).migration("2_b.sql", "CREATE TABLE b (id int);\n");
        project.push();
        Result second = project.apply();
        assertThat(second.exitCode()).as(second.toString()).isZero();
        assertThat(second.out()).contains("2 succeeded");
        List<String> topics = topics();
        assertThat(topics).anyMatch(record -> record.contains("${sealed:"));
        assertThat(topics).noneMatch(SealedPasswordIT::holdsCanary);
        assertThat(files(text -> text.contains("${sealed:")))
                .as("tables can be searched")
                .isNotEmpty();
        assertThat(files(SealedPasswordIT::holdsCanary)).isEmpty();
    }

    private static boolean holdsCanary(String text) {
        return text.contains(FIRST) || text.contains(SECOND);
    }

    private Workspace project(String password) {
        return Workspace.create(
                folder, STACK.url(), "sealed-passwords", TENANTS, postgres.urlInHcl("${each.value}", password));
    }

    /** Every record of every topic. */
    private static List<String> topics() {
        List<String> records = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", STACK.bootstrapServers()),
                new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.listTopics().values().stream()
                    .flatMap(List::stream)
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    records.add(record.headers() + " " + record.value());
                }
            }
        }
        return records;
    }

    /** Files of the stack but those of topics: logs, and tables and their write-ahead log, which are not compressed. */
    private static List<Path> files(Predicate<String> wanted) throws IOException {
        Path topics = STACK.data().resolve("kafka");
        try (Stream<Path> files = Files.walk(STACK.data())) {
            return files.filter(file -> !file.startsWith(topics) && Files.isRegularFile(file))
                    .filter(file -> wanted.test(read(file)))
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            if (Files.exists(file)) {
                throw new UncheckedIOException(e);
            }
            return "";
        }
    }
}
