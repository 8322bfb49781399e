package io.drover.engine.target;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;

/**
 * Where a target database is, and how to get in.
 *
 * <p>Understood are {@code sqlite://path[?…]}, where a relative path starts at the working directory and
 * {@code mode=memory} means a database that lives as long as the connection,
 * {@code postgres://user:password@host:port/database?search_path=…&sslmode=…}, also spelt {@code postgresql}, and
 * {@code mysql://user:password@host:port/database?tls=…}, also spelt {@code maria} and {@code mariadb}: one server is
 * either of them, and asked which. A MySQL URL without a database means the whole server. Immutable; {@link #toString()}
 * never shows the password.
 */
public final class TargetUrl {

    /** Which database it is. */
    public enum Kind {
        /** A file, or memory. */
        SQLITE("SQLite", 0),
        /** A database of a server, or one schema of it. */
        POSTGRES("PostgreSQL", 5432),
        /** MySQL and MariaDB. */
        MYSQL("MySQL", 3306);

        private final String title;
        private final int port;

        Kind(String title, int port) {
            this.title = title;
            this.port = port;
        }

        /** {@code sqlite}, {@code postgres} or {@code mysql}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** As it is written in a sentence. */
        String title() {
            return title;
        }

        /** Where a server listens when its URL names no port. */
        int port() {
            return port;
        }
    }

    private static final String HOW = "write sqlite://path/to/file.db, postgres://user:password@host:5432/database"
            + " or mysql://user:password@host:3306/database";

    private final Kind kind;
    private final Path file;
    private final String user;
    private final String password;
    private final String host;
    private final int port;
    private final String database;
    private final Map<String, String> parameters;

    private TargetUrl(Path file, Map<String, String> parameters) {
        this.kind = Kind.SQLITE;
        this.file = file;
        this.user = null;
        this.password = null;
        this.host = null;
        this.port = 0;
        this.database = null;
        this.parameters = parameters;
    }

    private TargetUrl(
            Kind kind,
            String user,
            String password,
            HostAndPort server,
            String database,
            Map<String, String> parameters) {
        this.kind = kind;
        this.file = null;
        this.user = user;
        this.password = password;
        this.host = server.host();
        this.port = server.port();
        this.database = database;
        this.parameters = parameters;
    }

    /**
     * Takes a URL apart.
     *
     * @throws InvalidTargetUrl when it is none of the known kinds or misses a part; the message holds no password
     */
    public static TargetUrl parse(String url) {
        int colon = url.indexOf("://");
        if (colon < 0) {
            throw new InvalidTargetUrl("a target URL needs a scheme: " + HOW);
        }
        String rest = url.substring(colon + 3);
        return switch (url.substring(0, colon).toLowerCase(Locale.ROOT)) {
            case "sqlite", "sqlite3" -> sqlite(rest);
            case "postgres", "postgresql" -> server(Kind.POSTGRES, rest);
            case "mysql", "maria", "mariadb" -> server(Kind.MYSQL, rest);
            default ->
                throw new InvalidTargetUrl(
                        "no database of the kind \"" + url.substring(0, colon) + "\" is supported: " + HOW);
        };
    }

    private static TargetUrl sqlite(String rest) {
        int query = rest.indexOf('?');
        Map<String, String> parameters = parameters(query < 0 ? "" : rest.substring(query + 1));
        String path = query < 0 ? rest : rest.substring(0, query);
        if (path.startsWith("file:")) {
            path = path.substring("file:".length());
        }
        boolean memory = "memory".equals(parameters.get("mode")) || path.equals(":memory:");
        if (memory) {
            return new TargetUrl((Path) null, parameters);
        }
        if (path.isEmpty()) {
            throw new InvalidTargetUrl("the SQLite URL names no file: write sqlite://path/to/file.db");
        }
        try {
            return new TargetUrl(Path.of(decode(path)).toAbsolutePath().normalize(), parameters);
        } catch (InvalidPathException e) {
            throw new InvalidTargetUrl("the SQLite URL names no usable file: " + e.getReason());
        }
    }

    private static TargetUrl server(Kind kind, String rest) {
        URI uri;
        try {
            uri = new URI(kind.label() + "://" + rest);
        } catch (URISyntaxException e) {
            throw new InvalidTargetUrl("the " + kind.title() + " URL has a character that must be written as %XX"
                    + " (is there one in the password?): " + e.getReason());
        }
        String authority = Objects.requireNonNullElse(uri.getRawAuthority(), "");
        int at = authority.lastIndexOf('@');
        String userInfo = at < 0 ? "" : authority.substring(0, at);
        int colon = userInfo.indexOf(':');
        String user = colon < 0 ? userInfo : userInfo.substring(0, colon);
        String password = colon < 0 ? null : decode(userInfo.substring(colon + 1));
        Map<String, String> parameters = parameters(uri.getRawQuery());
        if (kind == Kind.MYSQL) {
            MysqlParameters.refuseUnknown(parameters);
        }
        return new TargetUrl(
                kind,
                user.isEmpty() ? null : decode(user),
                password,
                HostAndPort.parse(authority.substring(at + 1), kind),
                database(kind, Objects.requireNonNullElse(uri.getRawPath(), "")),
                parameters);
    }

    private static String database(Kind kind, String path) {
        String database = path.startsWith("/") ? decode(path.substring(1)) : decode(path);
        if (database.isEmpty() && kind == Kind.POSTGRES) {
            throw new InvalidTargetUrl("the PostgreSQL URL names no database: " + HOW);
        }
        return database.isEmpty() ? null : database;
    }

    private static Map<String, String> parameters(String rawQuery) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (rawQuery != null) {
            for (String pair : rawQuery.split("&")) {
                int equals = pair.indexOf('=');
                if (!pair.isEmpty()) {
                    String name = equals < 0 ? pair : pair.substring(0, equals);
                    parameters.put(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
                }
            }
        }
        return Collections.unmodifiableMap(parameters);
    }

    private static String decode(String raw) {
        try {
            // URLDecoder is made for forms: there a plus is a space, in a URL it is a plus.
            return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new InvalidTargetUrl("the target URL has a % that is not followed by two hex digits");
        }
    }

    /** Which database it is. */
    public Kind kind() {
        return kind;
    }

    /** The SQLite file, absolute; null for a database in memory and for servers. */
    public Path file() {
        return file;
    }

    /** True for a SQLite database that is gone when its connection is. */
    public boolean isMemory() {
        return kind == Kind.SQLITE && file == null;
    }

    /** Host in lower case; null for SQLite. */
    public String host() {
        return host;
    }

    /** Port, the default one when the URL names none; 0 for SQLite. */
    public int port() {
        return port;
    }

    /** Database on the server; null for SQLite, and for a MySQL URL that means the whole server. */
    public String database() {
        return database;
    }

    /** Schema the URL binds with {@code search_path}; null when it binds none, which means the whole database. */
    public String schema() {
        String path = kind == Kind.POSTGRES ? parameters.get("search_path") : null;
        return path == null || path.isEmpty() ? null : path;
    }

    /** User, null when the URL names none. */
    public String user() {
        return user;
    }

    /** Password, null when the URL names none. The caller must not show it. */
    public String password() {
        return password;
    }

    /** The decoded parameters in the order of the URL. They may hold secrets. */
    public Map<String, String> parameters() {
        return parameters;
    }

    /** The same target for two spellings: scheme, host, port, database and schema; no user, password or other parameter. */
    public String canonical() {
        if (kind == Kind.SQLITE) {
            return isMemory() ? "sqlite://?mode=memory" : "sqlite://" + file;
        }
        return kind.label() + "://" + host + ":" + port + "/" + Objects.requireNonNullElse(database, "")
                + (schema() == null ? "" : "?search_path=" + schema());
    }

    /** As {@link #canonical()}, with the user: good for messages. */
    public String redacted() {
        return user == null
                ? canonical()
                : canonical().replaceFirst("://", "://" + Matcher.quoteReplacement(user) + "@");
    }

    @Override
    public String toString() {
        return redacted();
    }
}
