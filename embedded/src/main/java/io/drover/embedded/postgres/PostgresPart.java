package io.drover.embedded.postgres;

import io.drover.embedded.part.Health;
import io.drover.embedded.part.PartSpec;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A PostgreSQL on 127.0.0.1 with durable settings and one database and user for each name asked for.
 *
 * <p>The server is a child of a small shell, the keeper, whose standard input is a pipe from the supervisor. When the
 * pipe closes, because the supervisor stopped the part or because it was killed, the keeper asks the server for a fast
 * shutdown. So no server outlives its stack.
 */
public final class PostgresPart {
    public static final String NAME = "postgres";

    private static final String KEEPER = """
            exec 3<&0
            "$@" </dev/null 3<&- &
            server=$!
            trap 'kill -INT $server 2>/dev/null' TERM INT
            ( trap '' TERM INT; read -r line <&3; kill -INT $server 2>/dev/null ) &
            watch=$!
            wait $server; code=$?
            while kill -0 $server 2>/dev/null; do wait $server; code=$?; done
            kill -9 $watch 2>/dev/null
            exit $code
            """;

    private final int port;
    private final Path log;
    private final Path data;
    private final List<String> databases;
    private final PostgresCluster cluster;
    private final PostgresPasswords passwords;
    private final Path home;

    /**
     * @param data the data directory of the stack; everything lies in {@code postgres/}
     * @param databases to create; each belongs to a user of its name
     */
    public PostgresPart(Path data, int port, Collection<String> databases) {
        this.data = data;
        this.port = port;
        this.databases = List.copyOf(databases);
        this.home = PostgresBinaries.home();
        Path folder = data.resolve("postgres");
        this.log = data.resolve("logs").resolve(NAME + ".log");
        this.cluster = new PostgresCluster(home, folder.resolve("data"));
        this.passwords = new PostgresPasswords(folder.resolve("passwords"));
    }

    public PartSpec spec() {
        return PartSpec.of(NAME, data, command())
                .onPort(port)
                .before(this::prepare)
                .readyWhen(health())
                .servedBy(cluster::pid)
                .stoppedWithin(Duration.ofSeconds(6));
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** Password of the user of that name. */
    public String password(String user) {
        return passwords.of(user);
    }

    /** Creates one more database with its user, when it is not there; the server must be ready. */
    public void ensureDatabase(String name) throws SQLException {
        new PostgresDatabases(port, passwords).ensure(List.of(name));
    }

    private void prepare() {
        PostgresBinaries.unpackTo(home);
        cluster.createOnce(passwords.of(PostgresCluster.ADMIN), log);
        cluster.stopLeftover();
    }

    private Health health() {
        return keeper -> {
            if (!cluster.isReady()) {
                return false;
            }
            try {
                new PostgresDatabases(port, passwords).ensure(databases);
                return true;
            } catch (SQLException notYet) {
                return false;
            }
        };
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(List.of("sh", "-c", KEEPER, "keeper"));
        command.addAll(
                PostgresCluster.program(home, "postgres", "-D", cluster.data().toString()));
        for (String setting : List.of(
                "port=" + port,
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "fsync=on",
                "synchronous_commit=on",
                "full_page_writes=on",
                "max_connections=200",
                "log_line_prefix=%m [%p] ",
                "log_timezone=UTC",
                "timezone=UTC",
                "jit=off")) {
            command.add("-c");
            command.add(setting);
        }
        return command;
    }
}
