package io.drover.status;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;

/** Answers {@code GET /api/v1/contents/{digest}} for the directory of the seed walk, and 404 for all others. */
public final class RegistryStandIn implements QuarkusTestResourceLifecycleManager {
    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException("No port for the registry's stand-in", e);
        }
        server.createContext("/api/v1/contents/", exchange -> {
            String digest = exchange.getRequestURI().getPath().substring("/api/v1/contents/".length());
            byte[] tar = SeedContent.byDigest(digest);
            exchange.sendResponseHeaders(tar == null ? 404 : 200, tar == null ? -1 : tar.length);
            if (tar != null) {
                try (OutputStream body = exchange.getResponseBody()) {
                    body.write(tar);
                }
            }
            exchange.close();
        });
        server.start();
        return Map.of(
                "drover.registry-url", "http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void stop() {
        server.stop(0);
    }
}
