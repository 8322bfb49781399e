package io.drover.cli.project;

import io.drover.cli.output.Failure;
import io.drover.cli.output.Secrets;
import io.drover.cli.output.Shell;
import io.drover.engine.target.TargetUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Target URLs as they leave the CLI: files by their real path, with the machine they are on. */
public final class TargetAddress {
    private static final String HOST_FILE = "/etc/machine-id";

    private TargetAddress() {}

    /** True for a target that is a file. */
    public static boolean isSqlite(String url) {
        return url.regionMatches(true, 0, "sqlite://", 0, 9) || url.regionMatches(true, 0, "sqlite3://", 0, 10);
    }

    /** Takes a URL apart whose references are not resolved: enough to name the target, not to connect to it. */
    public static TargetUrl unresolved(String url) {
        return TargetUrl.parse(SecretReferences.masked(url));
    }

    /**
     * The URL with an absolute, real path: links are followed, of the folder when the file itself is not there. Other
     * URLs and databases in memory are left as they are.
     */
    public static String placed(String url, Path folder) {
        if (!isSqlite(url) || unresolved(url).isMemory()) {
            return url;
        }
        int scheme = url.indexOf("://") + 3;
        int mark = url.indexOf('?', scheme);
        String query = mark < 0 ? "" : url.substring(mark);
        String path = url.substring(scheme, mark < 0 ? url.length() : mark);
        if (path.startsWith("file:")) {
            path = path.substring("file:".length());
        }
        Path real = real(folder.resolve(decoded(path)).toAbsolutePath().normalize());
        return "sqlite://" + encoded(real.toString()) + query;
    }

    /** Refuses what must not or cannot be sent to the control plane: passwords, and databases in memory. */
    public static void requireSendable(String url) {
        if (isSqlite(url) && unresolved(url).isMemory()) {
            throw Failure.misuse("a database in memory cannot be deployed to: no agent could reach it.");
        } else if (Secrets.literalIn(url)) {
            throw passwordRefused(url, "");
        }
    }

    /**
     * Why a URL stays here.
     *
     * @param more a further sentence after a blank, or nothing
     */
    public static Failure passwordRefused(String url, String more) {
        return Failure.misuse("the URL " + Secrets.hide(url) + " holds a password, and passwords do not leave this"
                + " machine. Write a reference that the agent resolves, $${env:DB_PASSWORD} in the configuration"
                + " file (${env:DB_PASSWORD} elsewhere), or leave the password out and put it into the agent's"
                + " credentials file." + more);
    }

    private static String decoded(String path) {
        // URLDecoder is made for forms: there a plus is a space, in a URL it is a plus.
        return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Only what would be read as something else is escaped, so that references stay references. */
    private static String encoded(String path) {
        return path.replace("%", "%25").replace("?", "%3F");
    }

    private static Path real(Path path) {
        try {
            if (Files.exists(path)) {
                return path.toRealPath();
            }
            Path parent = path.getParent();
            return parent != null && Files.exists(parent) ? parent.toRealPath().resolve(path.getFileName()) : path;
        } catch (IOException e) {
            return path;
        }
    }

    /** Which machine this is: what agents on it call it, too. */
    public static String hostId(Shell shell) {
        String given = shell.variable("DROVER_HOST_ID");
        if (given != null) {
            return given;
        }
        try {
            String id = Files.readString(Path.of(HOST_FILE)).strip();
            if (!id.isEmpty()) {
                return id;
            }
        } catch (IOException e) {
            return hostName();
        }
        return hostName();
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    /** What people call this target: the file's name, else the schema or the database; a whole server by its address. */
    public static String name(TargetUrl target) {
        if (target.isMemory()) {
            return "memory";
        } else if (target.kind() == TargetUrl.Kind.SQLITE) {
            return String.valueOf(target.file().getFileName());
        }
        if (target.database() == null) {
            return target.host() + ":" + target.port();
        }
        return target.schema() != null ? target.schema() : target.database();
    }

    /** True when a name given by a person means this target: {@code tenant_4} means {@code tenant_4.db}, too. */
    public static boolean isCalled(TargetUrl target, String wanted) {
        return isCalled(name(target), target.kind() == TargetUrl.Kind.SQLITE, wanted);
    }

    /** The same for a target of which only the name is known. */
    public static boolean isCalled(String name, boolean isFile, String wanted) {
        int dot = name.lastIndexOf('.');
        return name.equals(wanted)
                || dot > 0 && isFile && name.substring(0, dot).equals(wanted);
    }
}
