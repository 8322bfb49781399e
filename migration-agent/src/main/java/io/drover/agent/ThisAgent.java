package io.drover.agent;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Who this agent is. The same from start to end of the process; a restarted agent is a new one. */
@ApplicationScoped
public class ThisAgent {
    private static final Path MACHINE_ID = Path.of("/etc/machine-id");

    private final String id;
    private final String pool;
    private final String hostId;
    private final String version;
    private final Instant startedAt = Instant.now();

    ThisAgent(AgentConfig config, @ConfigProperty(name = "quarkus.application.version") String version) {
        String hostName = hostName();
        this.id = config.agent()
                .id()
                .orElseGet(() -> hostName + "-" + UUID.randomUUID().toString().substring(0, 8));
        this.pool = config.agent().pool();
        this.hostId = config.hostId().orElseGet(() -> machineIdOr(hostName));
        this.version = version;
    }

    public String id() {
        return id;
    }

    public String pool() {
        return pool;
    }

    /** The machine, as targets made from a file path name it. */
    public String hostId() {
        return hostId;
    }

    public String version() {
        return version;
    }

    public Instant startedAt() {
        return startedAt;
    }

    private static String machineIdOr(String hostName) {
        try {
            String machineId =
                    Files.exists(MACHINE_ID) ? Files.readString(MACHINE_ID).strip() : "";
            return machineId.isEmpty() ? hostName : machineId;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + MACHINE_ID + "; set drover.host-id", e);
        }
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            // a machine whose own name does not resolve still has one
            return String.valueOf(e.getMessage()).split(":", 2)[0];
        }
    }
}
