package io.drover.engine.apply;

import io.drover.engine.target.TargetUrl;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** Turns a target URL into a connection. */
final class PostgresConnections {

    private static final int MAX_APPLICATION_NAME = 63;

    /** The server notices within two minutes that a client is cut off, and gives its locks back. */
    private static final Map<String, Long> KEEPALIVES =
            Map.of("tcp_keepalives_idle", 60L, "tcp_keepalives_interval", 15L, "tcp_keepalives_count", 4L);

    private PostgresConnections() {}

    /** Opens a connection and makes its settings. */
    static Connection open(TargetUrl target, ApplyOptions options, boolean readOnly) throws SQLException {
        Connection connection = connect(target, options);
        try {
            prepare(connection, options, readOnly);
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** Opens a connection that is as the server makes it: nothing is set that a pooler could give to others. */
    static Connection connect(TargetUrl target, ApplyOptions options) throws SQLException {
        String host = target.host().contains(":") && !target.host().startsWith("[")
                ? "[" + target.host() + "]"
                : target.host();
        String url = "jdbc:postgresql://" + host + ":" + target.port() + "/"
                + URLEncoder.encode(target.database(), StandardCharsets.UTF_8).replace("+", "%20");
        Properties properties = properties(target, options);
        // Until the session is there each answer is waited for as long as for the connection. A timeout of the whole
        // login would cost a thread per target.
        boolean patient = !PGProperty.SOCKET_TIMEOUT.isPresent(properties);
        if (patient) {
            PGProperty.SOCKET_TIMEOUT.set(properties, PGProperty.CONNECT_TIMEOUT.getOrDefault(properties));
        }
        Connection connection = new Driver().connect(url, properties);
        if (patient) {
            connection.setNetworkTimeout(Runnable::run, 0);
        }
        return connection;
    }

    /** Makes all settings in one round trip. */
    static void prepare(Connection connection, ApplyOptions options, boolean readOnly) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(settings(options));
        }
        connection.setReadOnly(readOnly);
    }

    /** Statements that make all settings, to be sent with others. */
    static String settings(ApplyOptions options) {
        return values(options).entrySet().stream()
                .map(setting -> "SET " + setting.getKey() + " = " + setting.getValue())
                .collect(Collectors.joining("; "));
    }

    /** An expression that makes all settings; never NULL. */
    static String settingsAsExpression(ApplyOptions options) {
        return values(options).entrySet().stream()
                .map(setting -> "set_config('" + setting.getKey() + "', '" + setting.getValue() + "', false)")
                .collect(Collectors.joining(" || ", "(", ")"));
    }

    private static Map<String, Long> values(ApplyOptions options) {
        Map<String, Long> values = new TreeMap<>(KEEPALIVES);
        put(values, "lock_timeout", options.dbLockTimeout());
        put(values, "statement_timeout", options.statementTimeout());
        return values;
    }

    private static void put(Map<String, Long> values, String name, Duration timeout) {
        if (timeout != null) {
            values.put(name, Math.min(timeout.toMillis(), Integer.MAX_VALUE));
        }
    }

    private static Properties properties(TargetUrl target, ApplyOptions options) {
        Properties properties = new Properties();
        StringBuilder serverOptions = new StringBuilder();
        int seconds = (int) Math.max(1, options.connectTimeout().toSeconds());
        PGProperty.CONNECT_TIMEOUT.set(properties, seconds);
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        // Then the driver says with its first words what else it would say in round trips of their own.
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "13");
        for (Map.Entry<String, String> parameter : target.parameters().entrySet()) {
            set(properties, parameter.getKey(), parameter.getValue(), serverOptions);
        }
        if (!serverOptions.isEmpty()) {
            PGProperty.OPTIONS.set(properties, serverOptions.toString().strip());
        }
        if (target.user() != null) {
            PGProperty.USER.set(properties, target.user());
        }
        if (target.password() != null) {
            PGProperty.PASSWORD.set(properties, target.password());
        }
        String name = options.applicationName() == null ? "drover" : options.applicationName();
        PGProperty.APPLICATION_NAME.set(properties, name.substring(0, Math.min(name.length(), MAX_APPLICATION_NAME)));
        return properties;
    }

    /** What libpq has no name for is a setting of the server, as the Go driver sees it. */
    private static void set(Properties properties, String name, String value, StringBuilder serverOptions) {
        switch (name) {
            case "search_path" -> PGProperty.CURRENT_SCHEMA.set(properties, value);
            case "connect_timeout" -> PGProperty.CONNECT_TIMEOUT.set(properties, value);
            case "application_name", "fallback_application_name" -> {
                // Ours names the run, so that its connection can be found.
            }
            case "options" -> serverOptions.append(value).append(' ');
            default -> {
                if (PGProperty.forName(name) != null) {
                    properties.setProperty(name, value);
                } else {
                    serverOptions
                            .append("-c ")
                            .append(name)
                            .append('=')
                            .append(value.replace("\\", "\\\\").replace(" ", "\\ "))
                            .append(' ');
                }
            }
        }
    }
}
