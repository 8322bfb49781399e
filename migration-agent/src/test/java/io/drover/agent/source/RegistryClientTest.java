package io.drover.agent.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class RegistryClientTest {

    @Test
    void doesNotWaitForABodyThatStopsComing() throws IOException {
        CountDownLatch over = new CountDownLatch(1);
        ExecutorService threads = Executors.newCachedThreadPool();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write(new byte[500]);
            exchange.getResponseBody().flush();
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
        URI url = URI.create("http://localhost:" + server.getAddress().getPort());
        RegistryClient registry = new RegistryClient(HttpClient.newHttpClient(), url, Duration.ofMillis(300));

        RegistryClient.Answer answer =
                assertTimeoutPreemptively(Duration.ofSeconds(20), () -> registry.content("0".repeat(64)));

        over.countDown();
        server.stop(0);
        threads.shutdownNow();
        assertThat(answer)
                .isInstanceOfSatisfying(
                        RegistryClient.Answer.Unreachable.class,
                        unreachable -> assertThat(unreachable.reason())
                                .contains(url.toString(), "did not send all of its answer"));
    }
}
