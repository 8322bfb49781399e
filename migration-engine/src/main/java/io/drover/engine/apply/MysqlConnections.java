package io.drover.engine.apply;

import io.drover.engine.target.MysqlParameters;
import io.drover.engine.target.TargetUrl;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mariadb.jdbc.Driver;
import org.mariadb.jdbc.util.log.Loggers;

/** Turns a MySQL target URL into a connection. */
final class MysqlConnections {

    private static final int CONNECT_TIMEOUT_MILLISECONDS = 10_000;
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final String NEVER_CLEAR = "mysql_native_password,client_ed25519,caching_sha2_password,parsec";
    private static final Set<String> UTF8 = Set.of("utf8", "utf8mb4");
    private static final Pattern VALUE = Pattern.compile("'[^'\\\\]*'|[A-Za-z0-9_.-]+");
    private static final Pattern GO_DURATION = Pattern.compile("(\\d{1,6})(ms|s|m)");

    static {
        // The driver writes every failure to the console, or into a log, with the words of the statement in it.
        System.setProperty(Loggers.NO_LOGGER_PROPERTY, "true");
        Loggers.init();
    }

    private MysqlConnections() {}

    static Connection open(TargetUrl target, ApplyOptions options) throws SQLException, Refusal {
        String url = "jdbc:mariadb://" + target.host() + ":" + target.port() + "/";
        Connection connection = new Driver().connect(url, properties(target, options));
        try {
            if (!connection.getAutoCommit()) {
                connection.setAutoCommit(true);
            }
            use(connection, target.database());
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** Not in the URL of the driver, which has no way to write every name. */
    private static void use(Connection connection, String database) throws SQLException {
        if (database != null) {
            try (Statement statement = connection.createStatement()) {
                statement.setEscapeProcessing(false);
                statement.execute("USE " + MysqlCatalog.quoted(database));
            }
        }
    }

    private static Properties properties(TargetUrl target, ApplyOptions options) throws Refusal {
        Properties properties = new Properties();
        properties.setProperty("connectTimeout", String.valueOf(CONNECT_TIMEOUT_MILLISECONDS));
        properties.setProperty("tcpKeepAlive", "true");
        // A server must not be able to ask for files of this machine, nor a migration hide statements in a statement.
        properties.setProperty("allowLocalInfile", "false");
        properties.setProperty("allowMultiQueries", "false");
        properties.setProperty("permitRedirect", "false");
        // In the clear on one's own machine, the server may hand out the key that the password is encrypted with.
        properties.setProperty("allowPublicKeyRetrieval", String.valueOf(LOOPBACK.contains(target.host())));
        String name = Objects.requireNonNullElse(options.applicationName(), "drover");
        properties.setProperty("connectionAttributes", "program_name:" + name.replace(",", " "));
        for (Map.Entry<String, String> parameter : target.parameters().entrySet()) {
            set(properties, parameter.getKey(), parameter.getValue());
        }
        if (properties.getProperty("sslMode", "disable").equals("disable")) {
            // Else whoever answers in the place of the server may just ask for the password.
            properties.setProperty("restrictedAuth", NEVER_CLEAR);
        }
        if (target.user() != null) {
            properties.setProperty("user", target.user());
        }
        if (target.password() != null) {
            properties.setProperty("password", target.password());
        }
        return properties;
    }

    private static void set(Properties properties, String name, String value) throws Refusal {
        switch (name) {
            case MysqlParameters.TLS -> properties.setProperty("sslMode", sslMode(value));
            case MysqlParameters.CERTIFICATES -> {
                properties.setProperty("serverSslCert", value);
                properties.putIfAbsent("sslMode", "verify-ca");
            }
            case MysqlParameters.CONNECT_TIMEOUT -> properties.setProperty("connectTimeout", milliseconds(value));
            case MysqlParameters.KEY_RETRIEVAL -> properties.setProperty("allowPublicKeyRetrieval", value);
            case MysqlParameters.CHARSET -> {
                if (!UTF8.contains(value.split(",", -1)[0])) {
                    throw invalid("the parameter charset must be utf8mb4: migration files are written in UTF-8");
                }
            }
            default -> {
                // A variable of the session is set once it is open; the others have no effect here.
            }
        }
    }

    /** What Go calls preferred would go on in the clear when somebody in between says that the server has no TLS. */
    private static String sslMode(String tls) throws Refusal {
        return switch (tls) {
            case "true" -> "verify-full";
            case "skip-verify", "preferred" -> "trust";
            case "false" -> "disable";
            default -> throw invalid("the parameter tls must be true, skip-verify, preferred or false");
        };
    }

    private static String milliseconds(String duration) throws Refusal {
        Matcher parts = GO_DURATION.matcher(duration);
        if (!parts.matches()) {
            throw invalid("the parameter timeout must be a number with its unit, as in 5s");
        }
        long unit = switch (parts.group(2)) {
            case "ms" -> 1;
            case "s" -> 1_000;
            default -> 60_000;
        };
        return String.valueOf(Math.min(Integer.parseInt(parts.group(1)) * unit, Integer.MAX_VALUE));
    }

    /** The value of a session variable as SQL; what could be more than a value is refused. */
    static String literal(String value) throws Refusal {
        if (!VALUE.matcher(value).matches()) {
            throw invalid("a variable of the session is a number, a word or text in single quotes");
        }
        return value;
    }

    static Refusal invalid(String sentence) {
        return new Refusal(new Problem.InvalidUrl("the MySQL URL cannot be used: " + sentence));
    }
}
