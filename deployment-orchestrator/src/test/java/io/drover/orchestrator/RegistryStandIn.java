package io.drover.orchestrator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers as the registry would: the directories {@code shop} and {@code billing} have versions 1 to 3, tag v1. */
public class RegistryStandIn implements QuarkusTestResourceLifecycleManager {
    private static final Pattern VERSION = Pattern.compile("/api/v1/directories/([^/]+)/versions/([^/]+)");

    private HttpServer server;

    public static String digest(int sequence) {
        return String.valueOf(sequence).repeat(64);
    }

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
        return Map.of(
                "drover.registry-url",
                "http://127.0.0.1:" + server.getAddress().getPort(),
                "drover.topics.wide-partitions",
                "4");
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Matcher version = VERSION.matcher(path);
        String directory = path.split("/")[4];
        if (directory.equals("slow")) {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().flush();
        } else if (directory.equals("down")) {
            send(exchange, 503, "{}");
        } else if (!directory.matches("shop|billing")) {
            send(exchange, 404, "{\"detail\": \"There is no directory \\\"" + directory + "\\\".\"}");
        } else if (!version.matches()) {
            send(exchange, 200, "{\"name\": \"" + directory + "\"}");
        } else {
            int sequence = sequence(version.group(2));
            send(
                    exchange,
                    sequence == 0 ? 404 : 200,
                    sequence == 0
                            ? "{\"detail\": \"The directory " + directory + " has no such version.\"}"
                            : version(directory, sequence));
        }
    }

    private static int sequence(String reference) {
        return switch (reference) {
            case "latest", "3" -> 3;
            case "2" -> 2;
            case "1", "v1" -> 1;
            default -> 0;
        };
    }

    private static String version(String directory, int sequence) {
        return """
                {"directory": "%s", "sequence": %d, "digest": "%s", "h1": "h1:x", "tags": [],
                 "files": [{"name": "1_a.sql", "version": "1", "description": "a", "statements": 1, "sha256": ""},
                           {"name": "2_b.sql", "version": "2", "description": "b", "statements": 1, "sha256": ""}]}""".formatted(directory, sequence, digest(sequence));
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void stop() {
        server.stop(0);
    }
}
