package io.drover.cli.migrate;

import io.drover.cli.output.Failure;
import io.drover.engine.target.TargetUrl;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Collectors;

/** An empty PostgreSQL database on the server of a dev URL, dropped when closed. A kill leaves it behind, under a name that says whose it was. */
final class ScratchDatabase implements AutoCloseable {
    private final TargetUrl dev;
    private final String name = "drover_replay_" + UUID.randomUUID().toString().substring(0, 8);

    private ScratchDatabase(TargetUrl dev) {
        this.dev = dev;
    }

    static ScratchDatabase beside(TargetUrl dev) {
        ScratchDatabase scratch = new ScratchDatabase(dev);
        scratch.execute("CREATE DATABASE " + scratch.name);
        return scratch;
    }

    /** Where it is. */
    TargetUrl url() {
        String user = dev.user() == null ? "" : encoded(dev.user());
        String secret = dev.password() == null ? "" : ":" + encoded(dev.password());
        String host = dev.host().contains(":") ? "[" + dev.host() + "]" : dev.host();
        String query = dev.parameters().entrySet().stream()
                .filter(parameter -> !parameter.getKey().equals("search_path"))
                .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
        return TargetUrl.parse("postgres://" + user + secret + (user.isEmpty() ? "" : "@") + host + ":" + dev.port()
                + "/" + name + (query.isEmpty() ? "" : "?" + query));
    }

    @Override
    public void close() {
        execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    }

    private void execute(String sql) {
        Properties properties = new Properties();
        if (dev.user() != null) {
            properties.setProperty("user", dev.user());
        }
        if (dev.password() != null) {
            properties.setProperty("password", dev.password());
        }
        for (Map.Entry<String, String> parameter : dev.parameters().entrySet()) {
            properties.setProperty(parameter.getKey(), parameter.getValue());
        }
        properties.setProperty("connectTimeout", "5");
        String host = dev.host().contains(":") ? "[" + dev.host() + "]" : dev.host();
        String url = "jdbc:postgresql://" + host + ":" + dev.port() + "/" + encoded(dev.database());
        try (Connection connection = DriverManager.getConnection(url, properties);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw Failure.failed("the dev database " + dev.redacted() + " cannot be used (" + e.getMessage()
                    + "); its user must be allowed to create databases.");
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
