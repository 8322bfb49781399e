package io.drover.orchestrator.target;

import io.drover.kit.problem.ProblemType;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * P4: which database a URL means, however it is spelt. Neither user nor password nor other parameters are in it, so it
 * may be shown to everybody.
 *
 * @param kind {@code sqlite}, {@code postgres} or {@code mysql}
 * @param server {@code host:port}; null for files
 * @param database the database; for files the absolute path
 * @param schema the schema that the URL binds; null for the whole database
 */
record CanonicalUrl(String kind, String server, String database, String schema) {
    static final String SQLITE = "sqlite";
    static final String POSTGRES = "postgres";
    /** MySQL and MariaDB: at one address there is only one of them. */
    static final String MYSQL = "mysql";

    private static final int LONGEST = 2_000;
    private static final String FORMS =
            "sqlite:///absolute/path.db, postgres://user@host:5432/database or" + " mysql://user@host:3306/database";
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://(.*)", Pattern.DOTALL);
    private static final Pattern HOST =
            Pattern.compile("(?<host>\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(?::(?<port>[0-9]{1,5}))?");
    private static final Map<String, String> KINDS = Map.of(
            "sqlite",
            SQLITE,
            "sqlite3",
            SQLITE,
            "postgres",
            POSTGRES,
            "postgresql",
            POSTGRES,
            "mysql",
            MYSQL,
            "maria",
            MYSQL,
            "mariadb",
            MYSQL);
    private static final Map<String, Integer> PORTS = Map.of(POSTGRES, 5432, MYSQL, 3306);
    /** Parameters that would choose another schema than the one the identity knows. */
    private static final Set<String> HIDDEN_SCHEMA = Set.of("currentschema", "options");

    private static final Set<String> MEMORY = Set.of("", ":memory:");

    /** Takes a URL apart and leaves out what does not tell one database from another. */
    static CanonicalUrl of(String url) throws Faulty {
        if (url.length() > LONGEST) {
            throw invalid("The URL is longer than " + LONGEST + " characters.");
        }
        Matcher parts = SCHEME.matcher(SecretReferences.mask(url).masked());
        if (!parts.matches()) {
            throw invalid("This is not the URL of a database; write " + FORMS + ".");
        }
        String kind = KINDS.get(parts.group(1).toLowerCase(Locale.ROOT));
        if (kind == null) {
            throw new Faulty(
                    ProblemType.UNSUPPORTED_DIALECT,
                    "Databases of the kind \"" + parts.group(1) + "\" are not supported; write " + FORMS + ".");
        }
        String rest = parts.group(2);
        int query = rest.indexOf('?');
        Map<String, String> parameters = parameters(query < 0 ? "" : rest.substring(query + 1));
        String place = query < 0 ? rest : rest.substring(0, query);
        if (kind.equals(SQLITE)) {
            return file(place, parameters);
        }
        if (rest.indexOf('#') >= 0) {
            throw invalid("The URL holds a #; write %23 when it belongs to a name.");
        }
        return server(kind, place, parameters);
    }

    private static CanonicalUrl file(String place, Map<String, String> parameters) throws Faulty {
        SecretReferences.checkNone(place, "path");
        String path = decode(place.startsWith("file:") ? place.substring("file:".length()) : place);
        if (MEMORY.contains(path) || "memory".equals(parameters.get("mode"))) {
            throw invalid("A database in memory cannot be a target: it is gone when its connection is.");
        }
        if (!path.startsWith("/")) {
            throw invalid("The path of the file is relative; write sqlite:///absolute/path.db.");
        }
        if (path.endsWith("/")) {
            throw invalid("The URL names a folder, not a file; write sqlite:///absolute/path.db.");
        }
        return new CanonicalUrl(SQLITE, null, withoutDots(path), null);
    }

    /** Removes {@code .}, {@code ..} and empty steps, by text alone: links are the caller's business. */
    private static String withoutDots(String path) throws Faulty {
        Deque<String> steps = new ArrayDeque<>();
        for (String step : List.of(path.split("/", -1))) {
            if (step.equals("..")) {
                steps.pollLast();
            } else if (!step.isEmpty() && !step.equals(".")) {
                steps.addLast(step);
            }
        }
        if (steps.isEmpty()) {
            throw invalid("The URL names a folder, not a file; write sqlite:///absolute/path.db.");
        }
        return "/" + String.join("/", steps);
    }

    private static CanonicalUrl server(String kind, String place, Map<String, String> parameters) throws Faulty {
        if (kind.equals(MYSQL) && parameters.containsKey("search_path")) {
            throw invalid("The parameter search_path is not taken; a MySQL database has no schemas.");
        }
        for (String name : parameters.keySet()) {
            if (HIDDEN_SCHEMA.contains(name.toLowerCase(Locale.ROOT))) {
                throw invalid("The parameter " + name + " is not taken; write search_path to choose the schema.");
            }
        }
        int at = place.lastIndexOf('@');
        if (at >= 0) {
            int colon = place.substring(0, at).indexOf(':');
            SecretReferences.checkSecret(colon < 0 ? "" : place.substring(colon + 1, at));
        }
        String afterUser = place.substring(at + 1);
        int slash = afterUser.indexOf('/');
        String authority = slash < 0 ? afterUser : afterUser.substring(0, slash);
        String database = slash < 0 ? "" : decode(afterUser.substring(slash + 1));
        SecretReferences.checkNone(authority, "host");
        SecretReferences.checkNone(database, "database");
        Matcher host = HOST.matcher(authority);
        if (!host.matches()) {
            throw invalid("The URL names no single host; write " + FORMS + ".");
        }
        if (database.isEmpty() || database.contains("/")) {
            throw invalid("The URL names no database; write " + FORMS + ".");
        }
        int port = host.group("port") == null ? PORTS.get(kind) : Integer.parseInt(host.group("port"));
        if (port < 1 || port > 65_535) {
            throw invalid("The port is " + port + "; it goes from 1 to 65535.");
        }
        String schema = parameters.getOrDefault("search_path", "");
        SecretReferences.checkNone(schema, "search_path");
        String server = host.group("host").toLowerCase(Locale.ROOT) + ":" + port;
        return new CanonicalUrl(kind, server, database, schema.isEmpty() ? null : schema);
    }

    private static Map<String, String> parameters(String query) throws Faulty {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : List.of(query.split("&"))) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            SecretReferences.checkNone(name, "name of a parameter");
            if (SecretReferences.isSecretParameter(name)) {
                SecretReferences.checkSecret(value);
            }
            if (parameters.put(name, value) != null) {
                throw invalid("The URL has the parameter " + name + " twice.");
            }
        }
        return parameters;
    }

    private static String decode(String raw) throws Faulty {
        try {
            String text = URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
            if (text.chars().anyMatch(c -> (c < ' ' && c != SecretReferences.MARK) || c == 127)) {
                throw invalid("The URL holds a control character.");
            }
            return text;
        } catch (IllegalArgumentException e) {
            throw invalid("The URL has a % that is not followed by two hex digits.");
        }
    }

    private static Faulty invalid(String sentence) {
        return new Faulty(ProblemType.INVALID_REQUEST, sentence);
    }

    boolean isFile() {
        return server == null;
    }

    /** The form that is shown. */
    String text() {
        return isFile()
                ? "sqlite://" + database
                : kind + "://" + server + "/" + database + (schema == null ? "" : "?search_path=" + schema);
    }

    /**
     * What makes a target the same target.
     *
     * @param hostId machine of a file; ignored for servers
     * @param revisionsSchema where the history is kept when not in the usual place; null for that
     */
    String identity(String hostId, String revisionsSchema) {
        String where = isFile() ? hostId + " " + text() : text();
        return revisionsSchema == null ? where : where + " revisions=" + revisionsSchema;
    }
}
