package io.drover.cli.remote;

import io.drover.cli.output.Failure;
import io.drover.cli.output.Shell;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;

/**
 * Which server this user talks to, and with which token.
 *
 * @param server base URL without a slash at the end
 * @param token null when there is none
 */
public record Account(String server, String token) {
    /** Where the embedded stack listens. */
    public static final String DEFAULT_SERVER = "http://localhost:8080";

    /** The record's own text never shows the token. */
    @Override
    public String toString() {
        return "Account[" + server + "]";
    }

    /**
     * From DROVER_SERVER and DROVER_TOKEN, else as stored by {@code login}, else the default. A stored token goes to
     * the server it was stored for and to no other.
     */
    public static Account current(Shell shell) {
        Properties stored = stored(file(shell));
        String storedServer = stored.getProperty("server");
        String wanted = shell.variable("DROVER_SERVER");
        String server = wanted != null ? checked(wanted) : storedServer != null ? storedServer : DEFAULT_SERVER;
        String token = shell.variable("DROVER_TOKEN");
        if (token == null && server.equals(storedServer)) {
            token = stored.getProperty("token");
        }
        return new Account(server, token);
    }

    /** A server's address as given by a person, in the form that is kept. */
    public static String checked(String url) {
        String withScheme = url.contains("://") ? url : "http://" + url;
        try {
            URI uri = URI.create(withScheme);
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return withScheme.replaceAll("/+$", "");
            }
        } catch (IllegalArgumentException e) {
            throw Failure.misuse("'" + url + "' is not the address of a server: " + e.getMessage() + ".");
        }
        throw Failure.misuse("'" + url + "' is not the address of a server; it looks like http://drover.example:8080.");
    }

    /** Keeps the account for later commands: file mode 0600 from its first byte on, written beside and moved. */
    public void store(Shell shell) throws IOException {
        Path file = file(shell);
        createFolder(file.getParent());
        Properties properties = new Properties();
        properties.setProperty("server", server);
        if (token != null) {
            properties.setProperty("token", token);
        }
        Path fresh = Files.createTempFile(file.getParent(), "account", ".new", permissions(file, "rw-------"));
        try (Writer writer = Files.newBufferedWriter(fresh)) {
            properties.store(writer, "Written by 'drover login'.");
        }
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Forgets what is stored; false when nothing was. */
    public static boolean forget(Shell shell) throws IOException {
        return Files.deleteIfExists(file(shell));
    }

    private static Path file(Shell shell) {
        String config = shell.variable("XDG_CONFIG_HOME");
        String home = shell.variable("HOME");
        Path base = config != null
                ? Path.of(config)
                : Path.of(home == null ? System.getProperty("user.home") : home, ".config");
        return base.resolve("drover").resolve("account.properties");
    }

    private static void createFolder(Path folder) throws IOException {
        if (folder.getParent() != null) {
            Files.createDirectories(folder.getParent());
        }
        try {
            Files.createDirectory(folder, permissions(folder, "rwx------"));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }

    private static FileAttribute<?>[] permissions(Path path, String permissions) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static Properties stored(Path file) {
        Properties properties = new Properties();
        if (!Files.exists(file)) {
            return properties;
        }
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw Failure.failed(file + " cannot be read: " + e.getMessage() + ". 'drover login URL' writes it anew.");
        }
        return properties;
    }
}
