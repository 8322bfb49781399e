package io.drover.engine.mariadb;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A MariaDB server of the operating system's packages, a child of this JVM with a data folder below {@code target}; both
 * are gone when the JVM ends. Any user can start it, root too.
 */
public final class MariadbServer {

    private static final List<Path> PROGRAMS = List.of(Path.of("/usr/sbin/mariadbd"), Path.of("/usr/bin/mariadbd"));
    private static final List<Path> SCRIPTS = List.of(Path.of("/usr/share/mysql"), Path.of("/usr/share/mariadb"));
    private static final String MISSING = "These tests need a MariaDB server: install Debian's mariadb-server-core with"
            + " `apt-get install --no-install-recommends mariadb-server-core`, or let .ci/run do it. Nothing has to be"
            + " running: the tests start their own.";

    private final Path folder;
    private final int port;
    private final Process process;

    private MariadbServer(Path folder, int port, Process process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    /** A fresh server on a free port. */
    public static MariadbServer start(String... options) {
        try {
            Path folder = Files.createTempDirectory(
                    Files.createDirectories(Path.of("target", "mariadb").toAbsolutePath()), "s");
            bootstrap(folder);
            int port = freePort();
            List<String> command = command(folder);
            command.addAll(List.of(
                    "--port=" + port,
                    "--bind-address=127.0.0.1",
                    "--skip-name-resolve",
                    // below its data folder: a whole path could be longer than a socket's may be
                    "--socket=socket",
                    "--pid-file=" + folder.resolve("pid")));
            command.addAll(List.of(options));
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("server.log").toFile())
                    .start();
            MariadbServer server = new MariadbServer(folder, port, process);
            Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
            server.awaitReady();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it listens, on 127.0.0.1 only. */
    public int port() {
        return port;
    }

    /** As the user who may do everything. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection("jdbc:mariadb://127.0.0.1:" + port + "/" + database, "root", "pw");
    }

    private static List<String> command(Path folder) {
        Path program = PROGRAMS.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(MISSING));
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "--no-defaults",
                "--datadir=" + folder.resolve("data"),
                "--innodb-buffer-pool-size=32M",
                "--innodb-log-file-size=8M"));
        if (System.getProperty("user.name").equals("root")) {
            command.add("--user=root");
        }
        return command;
    }

    /** The server makes its own tables from its own scripts; the script around it needs packages that bring a service. */
    private static void bootstrap(Path folder) throws IOException {
        Files.createDirectory(folder.resolve("data"));
        List<String> command = command(folder);
        command.addAll(List.of("--bootstrap", "--skip-networking"));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("bootstrap.log").toFile())
                .start();
        Path scripts = SCRIPTS.stream()
                .filter(place -> Files.exists(place.resolve("mysql_system_tables.sql")))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(MISSING));
        try (OutputStream input = process.getOutputStream()) {
            input.write("CREATE DATABASE mysql;\nUSE mysql;\nSET @auth_root_socket=NULL;\n"
                    .getBytes(StandardCharsets.UTF_8));
            for (String script : List.of(
                    "mysql_system_tables.sql", "mysql_performance_tables.sql", "mysql_system_tables_data.sql")) {
                input.write(Files.readAllBytes(scripts.resolve(script)));
            }
            input.write("\nDELETE FROM global_priv WHERE User IN ('', 'root');\n".getBytes(StandardCharsets.UTF_8));
            input.write(
                    "FLUSH PRIVILEGES;\nCREATE USER root@'%' IDENTIFIED BY 'pw';\nGRANT ALL ON *.* TO root@'%' WITH GRANT OPTION;\n"
                            .getBytes(StandardCharsets.UTF_8));
        }
        if (ended(process) != 0) {
            throw new IllegalStateException("mariadbd --bootstrap failed: " + folder.resolve("bootstrap.log"));
        }
    }

    private void awaitReady() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        SQLException last = null;
        while (process.isAlive() && System.nanoTime() < deadline) {
            try (Connection connection = connect("");
                    Statement statement = connection.createStatement()) {
                statement.execute("SELECT 1");
                return;
            } catch (SQLException e) {
                last = e;
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        }
        throw new IllegalStateException("mariadbd did not start, see " + folder.resolve("server.log"), last);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static int ended(Process process) {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("mariadbd did not end within a minute");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Nobody needs the data again: no farewell. */
    private void stop() {
        process.destroyForcibly();
        ended(process);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
