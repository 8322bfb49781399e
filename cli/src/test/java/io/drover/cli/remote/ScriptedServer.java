package io.drover.cli.remote;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A server that gives each path its own answers, one after the other; the last one again and again. */
public final class ScriptedServer implements AutoCloseable {
    private record Answer(int status, String body) {}

    private final HttpServer server;
    private final Map<String, Deque<Answer>> answers = new HashMap<>();
    private final List<String> heard = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();

    public ScriptedServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    /** @param request method and path without query, {@code GET /health} for example; status 0 cuts the connection */
    public synchronized ScriptedServer says(String request, int status, String body) {
        answers.computeIfAbsent(request, each -> new ArrayDeque<>()).add(new Answer(status, body));
        return this;
    }

    /** Method, path with query, and body of each request, in order. */
    public synchronized List<String> heard() {
        return List.copyOf(heard);
    }

    /** Idempotency key of each request that had one, in order. */
    public synchronized List<String> keys() {
        return List.copyOf(keys);
    }

    /** Where it listens. */
    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        heard.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
        keys.addAll(exchange.getRequestHeaders().getOrDefault("Idempotency-Key", List.of()));
        Deque<Answer> script = answers.getOrDefault(
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath(),
                new ArrayDeque<>(List.of(new Answer(404, "{\"type\": \"/problems/not-found\"}"))));
        Answer answer = script.size() > 1 ? script.remove() : script.element();
        if (answer.status() != 0) {
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
