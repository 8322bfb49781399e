package io.drover.embedded.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One service, several processes. */
class ReplicasTest {
    private static final String PATH = "/api/v1/deployments";

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<String> seen = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void takesThemInTurn() throws Exception {
        // Given
        int port = gateway(replica("first"), replica("second"));

        // When
        Set<String> answers = new TreeSet<>();
        for (int i = 0; i < 2; i++) {
            answers.add(get(port, PATH).body());
        }

        // Then
        assertThat(answers).containsExactly("first", "second");
    }

    @Test
    void handsAnyRequestToTheOtherWhenOneCannotBeConnectedTo() throws Exception {
        // Given
        int port = gateway(freePort(), replica("second"));

        // When
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            answers.add(post(port, "order " + i).body());
        }

        // Then
        assertThat(answers).containsOnly("second");
        assertThat(seen).containsExactly("POST order 0", "POST order 1", "POST order 2", "POST order 3");
    }

    @Test
    void asksTheOtherWhenTheConnectionBreaksBeforeTheAnswerAndLeavesAnOrderToItsSender() throws Exception {
        // Given
        int port = gateway(hangsUp(), replica("second"));

        // When
        List<Integer> reads = new ArrayList<>();
        List<Integer> orders = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            reads.add(get(port, PATH).statusCode());
            orders.add(post(port, "order").statusCode());
            orders.add(post(port, "order").statusCode());
        }

        // Then
        assertThat(reads).containsOnly(200);
        assertThat(orders)
                .containsOnly(200, 503)
                .filteredOn(status -> status == 503)
                .hasSize(4);
        assertThat(seen).filteredOn("POST order"::equals).hasSize(4);
    }

    @Test
    void isHealthyAsLongAsOneIsReadyAndShowsEach() throws Exception {
        // Given
        int port = gateway(replica("first"), freePort());

        // When
        HttpResponse<String> health = get(port, "/health");

        // Then
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body())
                .contains("{\"name\":\"deployment-orchestrator\",\"status\":\"UP\"}")
                .contains("{\"name\":\"deployment-orchestrator-2\",\"status\":\"UNREACHABLE\"}");
    }

    @Test
    void saysWhichServiceIsDownWhenNoneIsLeft() throws Exception {
        // Given
        int port = gateway(freePort(), freePort());

        // When
        HttpResponse<String> answer = get(port, PATH);

        // Then
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("The deployment-orchestrator cannot be reached");
        assertThat(get(port, "/health").statusCode()).isEqualTo(503);
    }

    private int gateway(int... ports) throws Exception {
        List<URI> urls = new ArrayList<>();
        for (int port : ports) {
            urls.add(URI.create("http://127.0.0.1:" + port));
        }
        return new Gateway(vertx, new RequestRules(null), List.of(new Upstream(Routes.ORCHESTRATOR, urls)))
                .listen(0)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .actualPort();
    }

    /** Answers everything with its name. */
    private int replica(String name) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            seen.add((exchange.getRequestMethod() + " " + body).strip());
            byte[] answer = name.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        open.add(() -> server.stop(0));
        return server.getAddress().getPort();
    }

    /** Takes every request and closes the connection: so dies a process. */
    private int hangsUp() throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    socket.getInputStream().read(new byte[4096]);
                } catch (IOException closed) {
                    // the test is over, or the gateway was faster: either way the next request is waited for
                    continue;
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
        open.add(server);
        return server.getLocalPort();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private HttpResponse<String> get(int port, String path) throws Exception {
        URI url = URI.create("http://127.0.0.1:" + port + path);
        return client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(int port, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + PATH))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }
}
