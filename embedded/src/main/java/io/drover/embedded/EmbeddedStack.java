package io.drover.embedded;

import io.drover.embedded.gateway.GatewayPart;
import io.drover.embedded.part.Part;
import io.drover.embedded.part.PartListener;
import io.drover.embedded.part.PartSpec;
import io.drover.embedded.part.PidFile;
import io.drover.embedded.part.Ports;
import io.drover.embedded.part.StackException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The whole of Drover on this machine: a real Kafka, a real PostgreSQL, the services and agents as processes, and the
 * gateway in front of them. Parts that die are started again. All ends with {@link #close}, with Ctrl-C or SIGTERM, and
 * also when this process is killed; the data directory survives. Thread-safe.
 *
 * <pre>{@code
 * EmbeddedStack stack = EmbeddedStack.in(Path.of(".drover")).port(8080).agents(2).build();
 * stack.start(listener);
 * System.out.println(stack.url());
 * stack.awaitEnd();
 * }</pre>
 */
public final class EmbeddedStack implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(180);

    private final StackOptions options;
    private final RunningParts running = new RunningParts();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Thread atExit = new Thread(this::close, "stop-stack");
    private DataDirectory data;
    private volatile BackingServices backing;

    private EmbeddedStack(StackOptions options) {
        this.options = options;
    }

    /** @param data where everything lies that survives a restart, and the logs; made when missing */
    public static Builder in(Path data) {
        return new Builder(data);
    }

    /**
     * Starts everything and returns when all of it answers. Call once.
     *
     * @param listener hears what is being started and how long it took
     * @throws StackException when the port is taken, the folder cannot be used or is used by a running stack, something
     *     is not built, or a part does not come up; then nothing is left running
     */
    public void start(PartListener listener) {
        data = DataDirectory.take(options.data(), url());
        Runtime.getRuntime().addShutdownHook(atExit);
        try {
            requireBuiltServices();
            PidFile.endLeftovers(data.path().resolve("run"));
            requireFreePort();
            launchAll(listener);
        } catch (RuntimeException e) {
            close();
            awaitEnd(); // throws the first failure, when this one only followed from it
            throw e;
        }
    }

    private void requireFreePort() {
        if (!Ports.isFree(options.port())) {
            throw new StackException("Port " + options.port() + " on 127.0.0.1 is taken"
                    + PortHolder.of(options.port())
                            .map(holder -> " by " + holder)
                            .orElse("")
                    + ". Stop that program, or choose another port with --port.");
        }
    }

    private void requireBuiltServices() {
        ServiceParts.ALL.forEach(options.home()::service);
    }

    private void launchAll(PartListener listener) {
        Ports ports = new Ports();
        backing = BackingServices.prepare(
                options.home(), data.path(), ports, ServiceParts.DATABASES.values(), listener, this::fail);
        running.launch(RunningParts.Group.BACKING, List.of(backing.kafka(), backing.postgres()));
        ServiceParts specs = new ServiceParts(options, backing.bootstrapServers(), backing::known, ports);
        PartSpec gateway = GatewayPart.spec(
                data.path(),
                options.port(),
                options.home().gatewayClassPath(),
                specs.urls(),
                options.environment(GatewayPart.NAME));
        running.launch(RunningParts.Group.GATEWAY, parts(List.of(gateway), listener));
        // the services need their databases at once, but wait for Kafka themselves: it comes up beside them
        backing.postgres().awaitReady(PATIENCE);
        running.launch(RunningParts.Group.SERVICES, parts(specs.services(), listener));
        running.launch(RunningParts.Group.AGENTS, parts(specs.agents(), listener));
        running.all().forEach(part -> part.awaitReady(PATIENCE));
    }

    private List<Part> parts(List<PartSpec> specs, PartListener listener) {
        return specs.stream()
                .map(spec -> new Part(spec, data.path(), listener, this::fail))
                .toList();
    }

    /** Where the one origin listens, such as {@code http://localhost:8080}. */
    public String url() {
        return "http://localhost:" + options.port();
    }

    /** All parts that were launched, in the order of their launch. */
    public List<Part> parts() {
        return running.all();
    }

    /**
     * One part: {@code kafka}, {@code postgres}, {@code registry-service}, {@code deployment-orchestrator}, {@code
     * status-service}, further replicas as {@code status-service-2} and so on, {@code migration-agent-1} and so on, {@code
     * gateway}.
     */
    public Part part(String name) {
        return running.all().stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no part " + name + " was launched"));
    }

    /** {@code host:port} of the stack's Kafka. */
    public String bootstrapServers() {
        return "127.0.0.1:" + part("kafka").port().orElseThrow();
    }

    /**
     * A database of the stack's PostgreSQL: {@code registry}, {@code orchestrator}, {@code status}, or another one, which
     * is created with its user when it is not there yet. For tests that look behind the services.
     */
    public BackingServices.Database database(String name) {
        return backing.database(name);
    }

    /**
     * Returns when the stack has been stopped.
     *
     * @throws StackException when it ended because a part was given up; with that part's last log lines
     */
    public void awaitEnd() {
        try {
            ended.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof StackException failure) {
                throw failure;
            }
            throw e;
        }
    }

    private void fail(StackException reason) {
        Thread stop = new Thread(() -> stop(reason), "stop-after-failure");
        stop.start();
    }

    /**
     * Stops the agents, then the services, the gateway, Kafka and PostgreSQL, each orderly for some seconds and then by
     * force. Idempotent; returns when nothing runs any more.
     */
    @Override
    public void close() {
        stop(null);
    }

    private synchronized void stop(StackException reason) {
        if (ended.isDone()) {
            return;
        }
        running.stop();
        if (data != null) {
            data.close();
        }
        forgetExitHook();
        if (reason == null) {
            ended.complete(null);
        } else {
            ended.completeExceptionally(reason);
        }
    }

    private void forgetExitHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException exitingAlready) {
            // then it is this very hook that runs, or runs next and finds nothing to do
            return;
        }
    }

    /** Chooses how a stack is made. */
    public static final class Builder {
        private final Path data;
        private final Map<String, Map<String, String>> environments = new HashMap<>();
        private final Map<String, Integer> replicas = new HashMap<>();
        private DroverHome home;
        private int port = 8080;
        private int agents = 1;
        private int agentSlots = 8;

        private Builder(Path data) {
            this.data = data;
        }

        /** Where the gateway listens on 127.0.0.1; default 8080. */
        public Builder port(int listeningPort) {
            this.port = listeningPort;
            return this;
        }

        /** How many agents; default 1. */
        public Builder agents(int count) {
            this.agents = count;
            return this;
        }

        /** How many runs each agent executes at once; default 8. */
        public Builder agentSlots(int count) {
            this.agentSlots = count;
            return this;
        }

        /**
         * How many processes a service has, {@code registry-service}, {@code deployment-orchestrator} or {@code
         * status-service}; default 1. The gateway takes them in turn. With several registries everybody reaches them
         * through the gateway.
         */
        public Builder replicas(String service, int count) {
            if (!ServiceParts.DATABASES.containsKey(service) || count < 1) {
                throw new IllegalArgumentException(count + " replicas of " + service + " cannot be had");
            }
            replicas.put(service, count);
            return this;
        }

        /** Extra environment for a service ({@code migration-agent}) or one part ({@code migration-agent-2}). */
        public Builder environment(String service, Map<String, String> variables) {
            environments.put(service, Map.copyOf(variables));
            return this;
        }

        /** Where the packaged services lie; default {@link DroverHome#locate}. */
        public Builder home(DroverHome droverHome) {
            this.home = droverHome;
            return this;
        }

        public EmbeddedStack build() {
            return new EmbeddedStack(new StackOptions(
                    data,
                    home == null ? DroverHome.locate() : home,
                    port,
                    agents,
                    agentSlots,
                    HostId.get(),
                    Map.copyOf(replicas),
                    Map.copyOf(environments)));
        }
    }
}
