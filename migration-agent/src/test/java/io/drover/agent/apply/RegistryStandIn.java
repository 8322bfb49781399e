package io.drover.agent.apply;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.drover.engine.directory.MigrationDirectory;
import io.drover.engine.directory.SourceFile;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Hands out directory contents by digest as the registry does; can be stopped, and can keep its callers waiting. */
final class RegistryStandIn {
    private static final String PATH = "/api/v1/contents/";

    private final URI url;
    private final Map<String, byte[]> contents = new ConcurrentHashMap<>();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private HttpServer server;
    private ExecutorService threads;

    RegistryStandIn(URI url) {
        this.url = url;
    }

    /** Keeps a directory of one migration, {@code 1_one.sql}; returns its digest. */
    String hold(String sql) {
        return hold(List.of(new SourceFile("1_one.sql", sql.getBytes(StandardCharsets.UTF_8))));
    }

    String hold(List<SourceFile> files) {
        MigrationDirectory directory = MigrationDirectory.of(files, null);
        contents.put(directory.digest(), directory.canonicalTar());
        return directory.digest();
    }

    /** From now on the content of this digest is something else. */
    void spoil(String digest) {
        contents.put(digest, "not what you want".getBytes(StandardCharsets.UTF_8));
    }

    /** From now on callers wait until {@link #openGate()}. */
    void closeGate() {
        gate = new CountDownLatch(1);
    }

    void openGate() {
        gate.countDown();
    }

    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(url.getHost(), url.getPort()), 0);
        threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        server.createContext(PATH, this::answer);
        server.start();
    }

    void stop() {
        openGate();
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!gate.await(60, TimeUnit.SECONDS)) {
                return;
            }
            byte[] content = contents.get(exchange.getRequestURI().getPath().substring(PATH.length()));
            if (content == null) {
                exchange.sendResponseHeaders(404, -1);
            } else {
                exchange.sendResponseHeaders(200, content.length);
                exchange.getResponseBody().write(content);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
