package io.drover.embedded.postgres;

import io.drover.embedded.part.FileTree;
import io.drover.embedded.part.PartLog;
import io.drover.embedded.part.Processes;
import io.drover.embedded.part.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The data folder of the server: made once, and freed of a server that an earlier, killed stack left in it. */
final class PostgresCluster {
    static final String ADMIN = "drover";
    private static final Duration FAST_SHUTDOWN = Duration.ofSeconds(10);

    private final Path home;
    private final Path data;

    PostgresCluster(Path home, Path data) {
        this.home = home;
        this.data = data;
    }

    Path data() {
        return data;
    }

    /**
     * Runs {@code initdb} unless that was done before. It works beside the place and is moved there at the end, so a
     * kill in between leaves nothing that looks finished.
     */
    void createOnce(String adminPassword, Path log) {
        if (Files.exists(data.resolve("PG_VERSION"))) {
            return;
        }
        Path fresh = data.resolveSibling(data.getFileName() + ".new");
        Path passwordFile = data.resolveSibling("initdb-password");
        try {
            FileTree.delete(fresh);
            Files.createDirectories(data.getParent());
            Files.createDirectories(log.getParent());
            Files.deleteIfExists(passwordFile);
            Files.createFile(
                    passwordFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(passwordFile, adminPassword);
            List<String> initdb = program(
                    home,
                    "initdb",
                    "-D",
                    fresh.toString(),
                    "-U",
                    ADMIN,
                    "--pwfile=" + passwordFile,
                    "-A",
                    "scram-sha-256",
                    "-E",
                    "UTF8",
                    "--no-locale");
            run(initdb, log);
            Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new StackException("Cannot create the PostgreSQL data folder " + data + ": " + e.getMessage(), e);
        } finally {
            passwordFile.toFile().delete();
        }
    }

    private static void run(List<String> command, Path log) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        try {
            if (process.waitFor() != 0) {
                throw new IOException("initdb ended with exit code " + process.exitValue() + "." + hint()
                        + " Last lines of " + log + ":\n" + new PartLog(log).tail());
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static String hint() {
        return isRoot()
                ? " As root, PostgreSQL needs user namespaces (unshare -U); where they are forbidden, run Drover as an"
                        + " ordinary user."
                : "";
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    /** Ends a server that still runs on the folder. A pid file whose process is something else is removed. */
    void stopLeftover() {
        OptionalLong pid = pid();
        if (pid.isEmpty()) {
            return;
        }
        try {
            ProcessHandle server = ProcessHandle.of(pid.getAsLong()).orElse(null);
            if (server != null && isOurs(server)) {
                Processes.signal(server.pid(), "INT");
                if (!Processes.awaitEnd(server, FAST_SHUTDOWN)) {
                    server.destroyForcibly();
                    Processes.awaitEnd(server, FAST_SHUTDOWN);
                }
            }
            Files.deleteIfExists(data.resolve("postmaster.pid"));
        } catch (IOException e) {
            throw new StackException("Cannot remove a stale postmaster.pid: " + e.getMessage(), e);
        }
    }

    private boolean isOurs(ProcessHandle process) throws IOException {
        String commandLine = Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
        return List.of(commandLine.split("\0", -1)).contains(data.toString());
    }

    /** Pid of the server by its own account. */
    OptionalLong pid() {
        List<String> lines = pidFile();
        return lines.isEmpty() || !lines.get(0).matches("\\d{1,18}")
                ? OptionalLong.empty()
                : OptionalLong.of(Long.parseLong(lines.get(0)));
    }

    /** Whether the server says that it takes connections. */
    boolean isReady() {
        List<String> lines = pidFile();
        return lines.size() >= 8 && lines.get(7).strip().equals("ready");
    }

    private List<String> pidFile() {
        try {
            return Files.readAllLines(data.resolve("postmaster.pid"));
        } catch (IOException none) {
            return List.of();
        }
    }

    /** PostgreSQL refuses to run as root; in a user namespace of its own it does not see that it is. */
    static List<String> program(Path home, String name, String... arguments) {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.add("unshare");
            command.add("-U");
        }
        command.add(home.resolve("bin").resolve(name).toString());
        command.addAll(List.of(arguments));
        return command;
    }
}
