package io.drover.agent.source;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks the registry once. Whatever is neither the content nor a clear "no such content" counts as not reached. */
final class RegistryClient {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http;
    private final String base;

    RegistryClient(HttpClient http, URI base) {
        this.http = http;
        this.base = base.toString().replaceFirst("/+$", "");
    }

    /** What the registry answered. */
    sealed interface Answer {
        @SuppressWarnings("ArrayRecordComponent")
        record Body(byte[] bytes) implements Answer {
            @Override
            public boolean equals(Object other) {
                return this == other;
            }

            @Override
            public int hashCode() {
                return System.identityHashCode(this);
            }
        }

        record None() implements Answer {}

        record Unreachable(String reason) implements Answer {}
    }

    Answer content(String digest) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/api/v1/contents/" + digest))
                .timeout(PATIENCE)
                .header("Accept", "application/x-tar, */*;q=0.1")
                .build();
        try {
            HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return switch (response.statusCode()) {
                case 200 -> new Answer.Body(response.body());
                case 404 -> new Answer.None();
                default -> new Answer.Unreachable("HTTP " + response.statusCode() + " from " + base);
            };
        } catch (IOException e) {
            return new Answer.Unreachable(base + ": " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.Unreachable("interrupted");
        }
    }
}
