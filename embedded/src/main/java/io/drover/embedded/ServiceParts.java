package io.drover.embedded;

import io.drover.embedded.BackingServices.Database;
import io.drover.embedded.part.Health;
import io.drover.embedded.part.JavaCommand;
import io.drover.embedded.part.PartSpec;
import io.drover.embedded.part.Ports;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Describes the processes of our own services: where they lie, what they are told, on which port they listen. */
final class ServiceParts {
    static final String REGISTRY = "registry-service";
    static final String ORCHESTRATOR = "deployment-orchestrator";
    static final String STATUS = "status-service";
    static final String AGENT = "migration-agent";

    static final List<String> ALL = List.of(REGISTRY, ORCHESTRATOR, STATUS, AGENT);

    /** Database and user of each service that has one. */
    static final Map<String, String> DATABASES =
            Map.of(REGISTRY, "registry", ORCHESTRATOR, "orchestrator", STATUS, "status");

    private static final Map<String, Integer> HEAP_MEGABYTES = Map.of(REGISTRY, 256, ORCHESTRATOR, 192, AGENT, 256);
    private static final String DRAIN = "PT5S";

    private final StackOptions options;
    private final String bootstrapServers;
    private final Function<String, Database> database;
    private final Map<String, Integer> portOf = new HashMap<>();
    private final Ports ports;

    /** @param database answers the database of that name */
    ServiceParts(StackOptions options, String bootstrapServers, Function<String, Database> database, Ports ports) {
        this.options = options;
        this.bootstrapServers = bootstrapServers;
        this.database = database;
        this.ports = ports;
    }

    List<PartSpec> services() {
        return List.of(service(REGISTRY), service(ORCHESTRATOR), service(STATUS));
    }

    List<PartSpec> agents() {
        List<PartSpec> agents = new ArrayList<>();
        for (int i = 1; i <= options.agents(); i++) {
            Map<String, String> environment = common(AGENT + "-" + i);
            environment.put("DROVER_AGENT_ID", "agent-" + i);
            environment.put("DROVER_AGENT_SLOTS", Integer.toString(options.agentSlots()));
            environment.put("DROVER_SQLITE_ROOTS", "/");
            environment.put("DROVER_DRAIN_TIMEOUT", DRAIN);
            // made by the first agent that starts, used by all: passwords in URLs are sealed with it
            environment.put("DROVER_SEALING_KEYSET_FILE", keyset());
            environment.put("DROVER_SEALING_CREATE", "true");
            agents.add(part(AGENT + "-" + i, AGENT, environment).stoppedWithin(Duration.ofSeconds(8)));
        }
        return agents;
    }

    /** URL by name of every process, for the gateway. */
    Map<String, String> urls() {
        Map<String, String> urls = new LinkedHashMap<>();
        List.of(REGISTRY, ORCHESTRATOR, STATUS).forEach(name -> urls.put(name, url(name)));
        for (int i = 1; i <= options.agents(); i++) {
            urls.put(AGENT + "-" + i, url(AGENT + "-" + i));
        }
        return urls;
    }

    private PartSpec service(String name) {
        Map<String, String> environment = common(name);
        Database own = database.apply(DATABASES.get(name));
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", own.jdbcUrl());
        environment.put("QUARKUS_DATASOURCE_USERNAME", own.username());
        environment.put("QUARKUS_DATASOURCE_PASSWORD", own.password());
        return part(name, name, environment).stoppedWithin(Duration.ofSeconds(4));
    }

    private PartSpec part(String name, String service, Map<String, String> environment) {
        environment.putAll(options.environment(service));
        environment.putAll(options.environment(name));
        List<String> command =
                JavaCommand.withHeap(HEAP_MEGABYTES.getOrDefault(service, 128)).jar("quarkus-run.jar");
        return PartSpec.of(name, options.home().service(service), command)
                .onPort(port(name))
                .with(environment)
                .readyWhen(Health.http(URI.create(url(name) + "/q/health/ready")));
    }

    private Map<String, String> common(String name) {
        Map<String, String> environment = new HashMap<>();
        environment.put("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers);
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port(name)));
        environment.put("DROVER_REGISTRY_URL", url(REGISTRY));
        environment.put("DROVER_TOPICS_WIDE_PARTITIONS", "12");
        environment.put("DROVER_HOST_ID", options.hostId());
        environment.put("DROVER_DEFAULT_HOST_ID", options.hostId());
        return environment;
    }

    private String keyset() {
        return options.data()
                .toAbsolutePath()
                .normalize()
                .resolve("sealing-keyset.json")
                .toString();
    }

    private String url(String name) {
        return "http://127.0.0.1:" + port(name);
    }

    private int port(String name) {
        return portOf.computeIfAbsent(name, any -> ports.next());
    }
}
