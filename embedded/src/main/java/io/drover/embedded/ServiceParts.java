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
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Describes the processes of our own services: where they lie, what they are told, on which port they listen. */
final class ServiceParts {
    static final String REGISTRY = "registry-service";
    static final String ORCHESTRATOR = "deployment-orchestrator";
    static final String STATUS = "status-service";
    static final String AGENT = "migration-agent";

    static final List<String> ALL = List.of(REGISTRY, ORCHESTRATOR, STATUS, AGENT);

    private static final List<String> SERVICES = List.of(REGISTRY, ORCHESTRATOR, STATUS);

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
        return SERVICES.stream()
                .flatMap(service -> names(service).map(name -> service(name, service)))
                .toList();
    }

    /** {@code status-service}, {@code status-service-2} and so on. */
    private Stream<String> names(String service) {
        return IntStream.rangeClosed(1, options.replicas(service)).mapToObj(i -> i == 1 ? service : service + "-" + i);
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

    /** By name of every service and agent the URLs of its processes, for the gateway. */
    Map<String, List<String>> urls() {
        Map<String, List<String>> urls = new LinkedHashMap<>();
        SERVICES.forEach(
                service -> urls.put(service, names(service).map(this::url).toList()));
        for (int i = 1; i <= options.agents(); i++) {
            urls.put(AGENT + "-" + i, List.of(url(AGENT + "-" + i)));
        }
        return urls;
    }

    private PartSpec service(String name, String service) {
        Map<String, String> environment = common(name);
        Database own = database.apply(DATABASES.get(service));
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", own.jdbcUrl());
        environment.put("QUARKUS_DATASOURCE_USERNAME", own.username());
        environment.put("QUARKUS_DATASOURCE_PASSWORD", own.password());
        return part(name, service, environment).stoppedWithin(Duration.ofSeconds(4));
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
        environment.put("DROVER_REGISTRY_URL", registryUrl());
        environment.put("DROVER_TOPICS_WIDE_PARTITIONS", "12");
        environment.put("DROVER_HOST_ID", options.hostId());
        environment.put("DROVER_DEFAULT_HOST_ID", options.hostId());
        return environment;
    }

    /** Who asks several registries need not know which of them are alive: the gateway tries them all. */
    private String registryUrl() {
        return options.replicas(REGISTRY) == 1 ? url(REGISTRY) : "http://127.0.0.1:" + options.port();
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
