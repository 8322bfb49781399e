package io.drover.cli.migrate;

import io.drover.cli.output.Failure;
import io.drover.engine.apply.TargetConnections;
import io.drover.engine.target.TargetUrl;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.stream.Collectors;

/** An empty database on the server of a dev URL, PostgreSQL or MySQL, dropped when closed. A kill leaves it behind, under a name that says whose it was. */
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
        String host = dev.host().contains(":") && !dev.host().startsWith("[") ? "[" + dev.host() + "]" : dev.host();
        String query = dev.parameters().entrySet().stream()
                .filter(parameter -> !parameter.getKey().equals("search_path"))
                .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
        return TargetUrl.parse(dev.kind().label() + "://" + user + secret + (user.isEmpty() ? "" : "@") + host + ":"
                + dev.port() + "/" + name + (query.isEmpty() ? "" : "?" + query));
    }

    @Override
    public void close() {
        execute("DROP DATABASE IF EXISTS " + name + (dev.kind() == TargetUrl.Kind.POSTGRES ? " WITH (FORCE)" : ""));
    }

    private void execute(String sql) {
        try (Connection connection = TargetConnections.open(dev);
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
