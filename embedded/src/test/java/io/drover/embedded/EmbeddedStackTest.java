package io.drover.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.embedded.part.Part;
import io.drover.embedded.part.PartListener;
import io.drover.embedded.part.Ports;
import io.drover.embedded.part.StackException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** One stack with tiny services in place of the real ones; the last test stops it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EmbeddedStackTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    static Path folder;

    static EmbeddedStack stack;
    static Queue<String> heard = new ConcurrentLinkedQueue<>();

    @BeforeAll
    static void start() throws Exception {
        stack = builder(folder.resolve("data"), new Ports().next())
                .agents(2)
                .agentSlots(3)
                .replicas("registry-service", 2)
                .environment("registry-service-2", Map.of("DROVER_SECOND", "yes"))
                .environment("migration-agent-2", Map.of("DROVER_AGENT_POOL", "second"))
                .build();
        stack.start(new PartListener() {
            @Override
            public void ready(String part, Duration took) {
                heard.add(part);
            }
        });
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    @Order(1)
    void isHealthyBehindOneOriginOnceStarted() throws Exception {
        // When
        HttpResponse<String> health = get("/health");

        // Then
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body())
                .contains("registry-service", "registry-service-2", "deployment-orchestrator", "status-service")
                .contains("migration-agent-1", "migration-agent-2");
        assertThat(heard)
                .containsExactlyInAnyOrder(
                        "kafka",
                        "postgres",
                        "registry-service",
                        "registry-service-2",
                        "deployment-orchestrator",
                        "status-service",
                        "migration-agent-1",
                        "migration-agent-2",
                        "gateway");
    }

    @Test
    @Order(1)
    void tellsEachServiceWhatItNeeds() throws Exception {
        // When
        String registry = get("/api/v1/directories").body();
        String agent = get(stack.part("migration-agent-2"), "/").body();

        // Then
        assertThat(registry)
                .contains("KAFKA_BOOTSTRAP_SERVERS=" + stack.bootstrapServers())
                .contains("QUARKUS_DATASOURCE_USERNAME=registry")
                .contains("DROVER_TOPICS_WIDE_PARTITIONS=12")
                .contains("QUARKUS_HTTP_HOST=127.0.0.1")
                .containsPattern("DROVER_DEFAULT_HOST_ID=\\S+");
        assertThat(agent)
                .contains("DROVER_AGENT_ID=agent-2")
                .contains("DROVER_AGENT_SLOTS=3")
                .contains("DROVER_AGENT_POOL=second")
                .contains("DROVER_SQLITE_ROOTS=/")
                .doesNotContain("QUARKUS_DATASOURCE");
    }

    @Test
    @Order(1)
    void givesEachReplicaAPortOfItsOwnAndEverybodyTheGatewayToReachThem() throws Exception {
        // When
        String first = get(stack.part("registry-service"), "/").body();
        String second = get(stack.part("registry-service-2"), "/").body();
        String agent = get(stack.part("migration-agent-1"), "/").body();

        // Then
        assertThat(second)
                .contains("QUARKUS_DATASOURCE_USERNAME=registry")
                .contains("DROVER_SECOND=yes")
                .contains("QUARKUS_HTTP_PORT="
                        + stack.part("registry-service-2").port().orElseThrow());
        assertThat(first)
                .doesNotContain("DROVER_SECOND")
                .contains("QUARKUS_HTTP_PORT="
                        + stack.part("registry-service").port().orElseThrow());
        assertThat(agent)
                .contains("DROVER_REGISTRY_URL=http://127.0.0.1:"
                        + stack.part("gateway").port().orElseThrow());
    }

    @Test
    @Order(1)
    void restartsAKilledServiceOnItsPort() {
        // Given
        Part orchestrator = stack.part("deployment-orchestrator");
        int port = orchestrator.port().orElseThrow();
        long pid = orchestrator.pid().orElseThrow();

        // When
        orchestrator.kill();

        // Then
        Awaitility.await().atMost(PATIENCE).until(() -> orchestrator.launches() == 2);
        orchestrator.awaitReady(PATIENCE);
        assertThat(orchestrator.port()).hasValue(port);
        assertThat(orchestrator.pid().orElseThrow()).isNotEqualTo(pid);
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(get("/health").statusCode()).isEqualTo(200));
    }

    @Test
    @Order(1)
    void refusesASecondStackOnTheSameFolder() {
        // Given
        EmbeddedStack second =
                builder(folder.resolve("data"), new Ports().next()).build();

        // When, Then
        assertThatThrownBy(() -> second.start(PartListener.SILENT))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("running already on " + folder.resolve("data"))
                .hasMessageContaining(stack.url())
                .hasMessageContaining("process " + ProcessHandle.current().pid());
    }

    @Test
    @Order(1)
    void saysWhoHoldsThePort() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // Given
            EmbeddedStack other =
                    builder(folder.resolve("other"), taken.getLocalPort()).build();

            // When, Then
            assertThatThrownBy(() -> other.start(PartListener.SILENT))
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("Port " + taken.getLocalPort())
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
        }
    }

    @Test
    @Order(1)
    void saysWhichFolderCannotBeUsed() throws Exception {
        // Given
        Path file = Files.writeString(folder.resolve("a-file"), "");

        // When, Then
        EmbeddedStack impossible =
                builder(file.resolve("data"), new Ports().next()).build();
        assertThatThrownBy(() -> impossible.start(PartListener.SILENT))
                .isInstanceOf(StackException.class)
                .hasMessageContaining(file.resolve("data").toString());
    }

    @Test
    @Order(1)
    void saysWhatIsNotBuilt() throws Exception {
        // Given
        Path empty = Files.createDirectories(folder.resolve("empty-home"));

        // When, Then
        EmbeddedStack unbuilt = EmbeddedStack.in(folder.resolve("unbuilt"))
                .home(DroverHome.at(empty))
                .port(new Ports().next())
                .build();
        assertThatThrownBy(() -> unbuilt.start(PartListener.SILENT))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("registry-service")
                .hasMessageContaining("mvn package");
    }

    @Test
    @Order(2)
    void leavesNothingBehindWhenClosed() {
        // Given
        List<ProcessHandle> processes = stack.parts().stream()
                .flatMap(part -> ProcessHandle.of(part.pid().orElseThrow()).stream())
                .toList();

        // When
        stack.close();

        // Then
        assertThat(processes).hasSize(9).noneMatch(ProcessHandle::isAlive);
        assertThat(ProcessHandle.current().descendants()).noneMatch(ProcessHandle::isAlive);
        assertThat(folder.resolve("data/logs/postgres.log")).content().contains("database system is shut down");
        stack.awaitEnd();
    }

    private static EmbeddedStack.Builder builder(Path data, int port) {
        return EmbeddedStack.in(data).home(home()).port(port);
    }

    private static DroverHome home() {
        try {
            Path root = folder.resolve("home");
            return Files.isDirectory(root) ? DroverHome.at(root) : FakeHome.in(root);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return get(stack.part("gateway"), path);
    }

    private static HttpResponse<String> get(Part part, String path) throws Exception {
        URI url = URI.create("http://127.0.0.1:" + part.port().orElseThrow() + path);
        return CLIENT.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
    }
}
