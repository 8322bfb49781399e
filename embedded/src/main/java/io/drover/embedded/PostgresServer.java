package io.drover.embedded;

import io.drover.embedded.BackingServices.Database;
import io.drover.embedded.part.Part;
import io.drover.embedded.part.PartListener;
import io.drover.embedded.part.PidFile;
import io.drover.embedded.part.Ports;
import io.drover.embedded.part.StackException;
import io.drover.embedded.postgres.PostgresPart;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * A real PostgreSQL alone, such as tenants' databases lie on. Durable; ends with this process, however it ends.
 * Thread-safe.
 */
public final class PostgresServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final PostgresPart server;
    private final Part part;
    private final DataDirectory held;

    private PostgresServer(PostgresPart server, Part part, DataDirectory held) {
        this.server = server;
        this.part = part;
        this.held = held;
    }

    /**
     * Starts it and waits until it can be used. It also ends when this JVM does.
     *
     * @param data where its data, log and passwords lie; kept over restarts
     * @throws StackException when the folder is in use, or when it does not come up, with its last log lines
     */
    public static PostgresServer start(Path data) {
        DataDirectory held = DataDirectory.take(data, "PostgreSQL alone");
        PidFile.endLeftovers(held.path().resolve("run"));
        PostgresPart server = new PostgresPart(held.path(), new Ports().next(), List.of());
        Part part = new Part(server.spec(), held.path(), PartListener.SILENT, failure -> {});
        PostgresServer started = new PostgresServer(server, part, held);
        part.start();
        Runtime.getRuntime().addShutdownHook(new Thread(started::close, "stop-postgres-server"));
        try {
            part.awaitReady(PATIENCE);
            return started;
        } catch (StackException e) {
            started.close();
            throw e;
        }
    }

    /** Like {@link BackingServices#database}. */
    public Database database(String name) {
        try {
            server.ensureDatabase(name);
        } catch (SQLException e) {
            throw new StackException("Cannot create the database " + name + ": " + e.getMessage(), e);
        }
        return new Database(server.jdbcUrl(name), name, server.password(name));
    }

    /** To be killed or frozen in tests of what happens then. */
    public Part part() {
        return part;
    }

    /** Where it listens on 127.0.0.1, also after a restart. */
    public int port() {
        return part.port().orElseThrow();
    }

    /** Stops it; idempotent. */
    @Override
    public void close() {
        part.stop();
        held.close();
    }
}
