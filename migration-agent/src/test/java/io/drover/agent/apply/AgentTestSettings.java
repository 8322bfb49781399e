package io.drover.agent.apply;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** An agent with two slots on the host {@code host-a}, files below a folder of its own, a registry that is not up yet. */
public final class AgentTestSettings implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        try (ServerSocket port = new ServerSocket(0)) {
            Path tenants = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "tenants-");
            return Map.ofEntries(
                    Map.entry("drover.registry.url", "http://localhost:" + port.getLocalPort()),
                    Map.entry("drover.sqlite.roots", tenants.toRealPath().toString()),
                    Map.entry("drover.host-id", "host-a"),
                    Map.entry("drover.agent.id", "agent-under-test"),
                    Map.entry("drover.agent.slots", "2"),
                    Map.entry("drover.agent.beat-every", "PT0.1S"),
                    Map.entry("drover.topics.wide-partitions", "3"),
                    Map.entry("drover.secrets.allow", "AGENT_TEST_PASSWORD"),
                    Map.entry("quarkus.http.test-port", "0"),
                    Map.entry(
                            "drover.sealing.keyset-file",
                            tenants.resolve("keyset.json").toString()),
                    Map.entry("drover.sealing.create", "true"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {}
}
