package io.drover.embedded.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.Vertx;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GatewayTest {
    private static final int MIB = 1 << 20;

    private final Vertx vertx = Vertx.vertx();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    /** Asks for an upgrade to HTTP/2 with its first request, as this client does unless told otherwise. */
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private final CountDownLatch secondEventAllowed = new CountDownLatch(1);
    private final List<HttpServer> servers = new ArrayList<>();
    private HttpServer registry;
    private int port;

    @BeforeEach
    void start() throws Exception {
        registry = service(Routes.REGISTRY);
        HttpServer orchestrator = service(Routes.ORCHESTRATOR);
        HttpServer status = service(Routes.STATUS);
        List<Upstream> upstreams = List.of(
                upstream(Routes.REGISTRY, registry),
                upstream(Routes.ORCHESTRATOR, orchestrator),
                upstream(Routes.STATUS, status));
        port = new Gateway(vertx, new RequestRules(null), upstreams)
                .listen(0)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .actualPort();
    }

    @AfterEach
    void stop() throws Exception {
        secondEventAllowed.countDown();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        servers.forEach(server -> server.stop(0));
        threads.shutdownNow();
    }

    @Test
    void routesByPathAndTellsTheServiceWhoWasAsked() throws Exception {
        // When
        HttpResponse<String> answer = get("/api/v1/directories/db?q=a%2Fb");

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("registry-service GET /api/v1/directories/db?q=a%2Fb 0 bytes" + " proto=http host=127.0.0.1:"
                        + port + " for=127.0.0.1");
        assertThat(get("/api/v1/deployments").body()).startsWith("deployment-orchestrator ");
        assertThat(get("/databases").body()).startsWith("status-service ");
    }

    @Test
    void answersUnknownPathsOfTheApiItself() throws Exception {
        // When
        HttpResponse<String> answer = get("/api/v1/nonsense");

        // Then
        assertProblem(answer, 404, "not-found");
        assertThat(answer.body()).contains("/api/v1/nonsense");
    }

    @Test
    void passesABodyOfExactlyTheLimit() throws Exception {
        // When
        HttpResponse<String> answer =
                post("/api/v1/deployments", BodyPublishers.ofByteArray(new byte[32 * MIB]), "application/json");

        // Then
        assertThat(answer.body()).contains(32 * MIB + " bytes");
    }

    @Test
    void refusesAHundredMegabytesOfKnownLengthReadably() throws Exception {
        // When
        HttpResponse<String> answer =
                post("/api/v1/deployments", BodyPublishers.ofByteArray(new byte[100_000_000]), "application/json");

        // Then
        assertProblem(answer, 413, "body-too-large");
        assertThat(get("/databases").statusCode()).isEqualTo(200);
    }

    @Test
    void refusesAHundredMegabytesOfUnknownLengthReadably() throws Exception {
        // When
        HttpResponse<String> answer = post("/api/v1/deployments", chunked(100_000_000), "application/json");

        // Then
        assertProblem(answer, 413, "body-too-large");
        assertThat(get("/databases").statusCode()).isEqualTo(200);
    }

    @Test
    void streamsABulkBeyondTheOrdinaryLimit() throws Exception {
        // When
        HttpResponse<String> answer = post("/api/v1/targets/bulk", chunked(40 * MIB), "application/x-ndjson");

        // Then
        assertThat(answer.body()).contains(40 * MIB + " bytes");
    }

    @Test
    void sparesAClientThatAsksFirst() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            // Given
            String head = "POST /api/v1/deployments HTTP/1.1\r\nHost: localhost:" + port
                    + "\r\nContent-Type: application/json\r\nContent-Length: 100000000"
                    + "\r\nExpect: 100-continue\r\n\r\n";

            // When
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));

            // Then
            assertThat(firstLine(socket)).isEqualTo("HTTP/1.1 413 Request Entity Too Large");
        }
    }

    @Test
    void asksForTheBodyOfAClientThatAsksFirst() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            // Given
            String head = "POST /api/v1/deployments HTTP/1.1\r\nHost: localhost:" + port
                    + "\r\nContent-Type: application/json\r\nContent-Length: 2"
                    + "\r\nExpect: 100-continue\r\n\r\n";

            // When
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));

            // Then
            assertThat(firstLine(socket)).isEqualTo("HTTP/1.1 100 Continue");
            assertThat(firstLine(socket)).isEmpty();
            socket.getOutputStream().write("{}".getBytes(StandardCharsets.US_ASCII));
            assertThat(firstLine(socket)).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    @Test
    void answersTheRefusalBeforeTheWholeBodyHasCome() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            // Given
            String head = "POST /api/v1/deployments HTTP/1.1\r\nHost: localhost:" + port
                    + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));

            // When
            byte[] chunk = new byte[MIB];
            for (int sent = 0; sent <= 32; sent++) {
                socket.getOutputStream().write((Integer.toHexString(MIB) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().write(chunk);
                socket.getOutputStream().write("\r\n".getBytes(StandardCharsets.US_ASCII));
            }

            // Then
            assertThat(firstLine(socket)).isEqualTo("HTTP/1.1 413 Request Entity Too Large");
        }
    }

    @Test
    void refusesForeignPagesAndForms() throws Exception {
        // When
        HttpResponse<String> foreign = client.send(
                request("/api/v1/deployments")
                        .header("Origin", "http://evil.example.com")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{}"))
                        .build(),
                BodyHandlers.ofString());
        HttpResponse<String> form =
                post("/api/v1/deployments", BodyPublishers.ofString("a=b"), "application/x-www-form-urlencoded");

        // Then
        assertProblem(foreign, 403, "foreign-origin");
        assertProblem(form, 415, "unsupported-media-type");
    }

    @Test
    void namesTheServiceThatIsDown() throws Exception {
        // Given
        registry.stop(0);

        // When
        HttpResponse<String> read = get("/api/v1/directories");
        HttpResponse<String> push =
                post("/api/v1/directories/db/versions", BodyPublishers.ofByteArray(new byte[MIB]), "application/json");

        // Then
        assertProblem(read, 503, "service-unavailable");
        assertThat(read.body()).contains("registry-service");
        assertProblem(push, 503, "service-unavailable");
        assertThat(get("/databases").statusCode()).isEqualTo(200);
    }

    @Test
    void isHealthyOnlyWhenAllAreReady() throws Exception {
        // Given
        HttpResponse<String> before = get("/health");

        // When
        registry.stop(0);

        // Then
        assertThat(before.statusCode()).isEqualTo(200);
        assertThat(before.body()).contains("\"status\":\"UP\"").doesNotContain("UNREACHABLE");
        HttpResponse<String> after = get("/health");
        assertThat(after.statusCode()).isEqualTo(503);
        assertThat(after.body()).contains("{\"name\":\"registry-service\",\"status\":\"UNREACHABLE\"}");
        assertThat(after.body()).contains("{\"name\":\"status-service\",\"status\":\"UP\"}");
    }

    @Test
    void passesEventsOnWhileTheAnswerIsStillOpen() throws Exception {
        // When
        HttpResponse<InputStream> stream =
                client.send(request("/api/v1/status/stream").build(), BodyHandlers.ofInputStream());

        // Then
        try (InputStream events = stream.body()) {
            assertThat(new String(events.readNBytes(6), StandardCharsets.UTF_8)).isEqualTo("first\n");
            secondEventAllowed.countDown();
            assertThat(new String(events.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("second\n");
        }
    }

    @Test
    void tellsTheServiceWhenAClientOfAStreamHasLeft() throws Exception {
        // Given
        CountDownLatch left = new CountDownLatch(1);
        int service = vertx.createHttpServer()
                .requestHandler(request -> {
                    request.connection().closeHandler(closed -> left.countDown());
                    request.response().setChunked(true).write("first\n");
                })
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .actualPort();
        Upstream status = new Upstream(Routes.STATUS, List.of(URI.create("http://127.0.0.1:" + service)));
        int gateway = new Gateway(vertx, new RequestRules(null), List.of(status))
                .listen(0)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .actualPort();

        // When
        try (Socket browser = new Socket(InetAddress.getLoopbackAddress(), gateway)) {
            browser.getOutputStream()
                    .write(("GET /api/v1/status/stream HTTP/1.1\r\nHost: localhost:" + gateway + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(firstLine(browser)).isEqualTo("HTTP/1.1 200 OK");
        }

        // Then
        assertThat(left.await(20, TimeUnit.SECONDS)).isTrue();
    }

    private static String firstLine(Socket socket) throws IOException {
        socket.setSoTimeout(20_000);
        StringBuilder line = new StringBuilder();
        for (int read = socket.getInputStream().read();
                read >= 0 && read != '\n';
                read = socket.getInputStream().read()) {
            line.append((char) read);
        }
        return line.toString().strip();
    }

    private HttpServer service(String name) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> describe(name, exchange));
        server.createContext("/api/v1/status/stream", this::sendTwoEvents);
        server.start();
        servers.add(server);
        return server;
    }

    private static void describe(String name, HttpExchange exchange) throws IOException {
        long bytes = 0;
        byte[] buffer = new byte[64 * 1024];
        InputStream body = exchange.getRequestBody();
        for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
            bytes += read;
        }
        byte[] answer = (name + " " + exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + bytes
                        + " bytes proto="
                        + exchange.getRequestHeaders().getFirst("X-Forwarded-Proto")
                        + " host=" + exchange.getRequestHeaders().getFirst("X-Forwarded-Host")
                        + " for=" + exchange.getRequestHeaders().getFirst("X-Forwarded-For"))
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private void sendTwoEvents(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write("first\n".getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
        try {
            if (secondEventAllowed.await(20, TimeUnit.SECONDS)) {
                exchange.getResponseBody().write("second\n".getBytes(StandardCharsets.UTF_8));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }

    private static Upstream upstream(String name, HttpServer server) {
        return new Upstream(
                name,
                List.of(URI.create("http://127.0.0.1:" + server.getAddress().getPort())));
    }

    private static BodyPublisher chunked(int bytes) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[bytes]));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(30));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, BodyPublisher body, String type) throws Exception {
        return client.send(request(path).header("Content-Type", type).POST(body).build(), BodyHandlers.ofString());
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String word) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(answer.body()).contains("\"type\":\"urn:drover:problem:" + word + "\"");
    }
}
