package io.drover.benchmarks;

import io.drover.embedded.BackingServices;
import io.drover.embedded.DroverHome;
import io.drover.embedded.part.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The packaged status-service as a process. */
final class StatusProcess implements AutoCloseable {
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Process process;
    private final URI url;

    private StatusProcess(Process process, URI url) {
        this.process = process;
        this.url = url;
    }

    /** Starts it and waits until it is ready. */
    static StatusProcess start(BackingServices backing, BackingServices.Database views, Path folder) throws Exception {
        int port = new Ports().next();
        ProcessBuilder command = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", "quarkus-run.jar")
                .directory(DroverHome.locate().service("status-service").toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("status-service.log").toFile()));
        command.environment().put("KAFKA_BOOTSTRAP_SERVERS", backing.bootstrapServers());
        command.environment().put("QUARKUS_DATASOURCE_JDBC_URL", views.jdbcUrl());
        command.environment().put("QUARKUS_DATASOURCE_USERNAME", views.username());
        command.environment().put("QUARKUS_DATASOURCE_PASSWORD", views.password());
        command.environment().put("QUARKUS_HTTP_HOST", "127.0.0.1");
        command.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
        command.environment().put("DROVER_TOPICS_WIDE_PARTITIONS", "12");
        StatusProcess started = new StatusProcess(command.start(), URI.create("http://127.0.0.1:" + port));
        Runtime.getRuntime().addShutdownHook(new Thread(started.process::destroyForcibly));
        started.awaitReady();
        return started;
    }

    URI url(String path) {
        return url.resolve(path);
    }

    private void awaitReady() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest ready = HttpRequest.newBuilder(url("/q/health/ready")).build();
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (System.nanoTime() < end && process.isAlive()) {
            try {
                if (client.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                // it does not listen yet
            }
            process.waitFor(100, TimeUnit.MILLISECONDS);
        }
        process.destroyForcibly();
        throw new IllegalStateException("status-service did not become ready; its log is beside the data");
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
