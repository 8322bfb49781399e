package io.drover.embedded;

import io.drover.embedded.kafka.KafkaPart;
import io.drover.embedded.part.Part;
import io.drover.embedded.part.PartListener;
import io.drover.embedded.part.PidFile;
import io.drover.embedded.part.Ports;
import io.drover.embedded.part.StackException;
import io.drover.embedded.postgres.PostgresPart;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * A real Kafka and a real PostgreSQL, for the tests of a service or as the ground of the whole stack. Both are durable
 * and end with this process, however it ends. Thread-safe.
 *
 * <pre>{@code
 * try (BackingServices backing = BackingServices.start(Path.of("target/backing"))) {
 *     Database registry = backing.database("registry");
 *     …
 * }
 * }</pre>
 */
public final class BackingServices implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    /** Where a service finds its database; {@code toString} leaves the password out. */
    public record Database(String jdbcUrl, String username, String password) {
        @Override
        public String toString() {
            return username + " at " + jdbcUrl;
        }
    }

    private final PostgresPart server;
    private final Part kafka;
    private final Part postgres;
    private volatile DataDirectory held; // null below a stack, which holds the folder itself

    private BackingServices(PostgresPart server, Part kafka, Part postgres) {
        this.server = server;
        this.kafka = kafka;
        this.postgres = postgres;
    }

    /**
     * Starts both and waits until they can be used. They also end when this JVM does.
     *
     * @param data where their data, logs and passwords lie; kept over restarts
     * @throws StackException when the folder is in use, or when one does not come up, with its last log lines
     */
    public static BackingServices start(Path data) {
        DataDirectory held = DataDirectory.take(data, "Kafka and PostgreSQL alone");
        PidFile.endLeftovers(held.path().resolve("run"));
        BackingServices backing =
                prepare(DroverHome.locate(), held.path(), new Ports(), List.of(), PartListener.SILENT, failure -> {});
        backing.held = held;
        backing.kafka.start();
        backing.postgres.start();
        Runtime.getRuntime().addShutdownHook(new Thread(backing::close, "stop-backing-services"));
        try {
            backing.awaitReady();
            return backing;
        } catch (StackException e) {
            backing.close();
            throw e;
        }
    }

    /** Both, not launched yet. */
    static BackingServices prepare(
            DroverHome home,
            Path data,
            Ports ports,
            Collection<String> databases,
            PartListener listener,
            Consumer<StackException> gaveUp) {
        PostgresPart server = new PostgresPart(data, ports.next(), databases);
        Part postgres = new Part(server.spec(), data, listener, gaveUp);
        Part kafka = new Part(
                KafkaPart.spec(data, ports.next(), ports.next(), home.kafkaClassPath()), data, listener, gaveUp);
        return new BackingServices(server, kafka, postgres);
    }

    void awaitReady() {
        postgres.awaitReady(PATIENCE);
        kafka.awaitReady(PATIENCE);
    }

    /** {@code host:port} for Kafka clients. */
    public String bootstrapServers() {
        return "127.0.0.1:" + kafka.port().orElseThrow();
    }

    /**
     * The database of that name with a user of the same name, created when it is not there yet.
     *
     * @param name lower-case letters, digits and underscores, at most 63
     */
    public Database database(String name) {
        try {
            server.ensureDatabase(name);
        } catch (SQLException e) {
            throw new StackException("Cannot create the database " + name + ": " + e.getMessage(), e);
        }
        return known(name);
    }

    Database known(String name) {
        return new Database(server.jdbcUrl(name), name, server.password(name));
    }

    /** To be killed in tests of what happens then. */
    public Part kafka() {
        return kafka;
    }

    public Part postgres() {
        return postgres;
    }

    /** Stops both, Kafka first; idempotent. */
    @Override
    public void close() {
        kafka.stop();
        postgres.stop();
        if (held != null) {
            held.close();
        }
    }
}
