package io.drover.agent.source;

import io.drover.kit.trace.TraceParent;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks the registry once. Whatever is neither the content nor a clear "no such content" counts as not reached. */
final class RegistryClient {
    private static final Duration FIRST_WORD = Duration.ofSeconds(30);

    private final HttpClient http;
    private final String base;
    private final Duration patience;

    /** @param patience for the whole answer, its last byte included */
    RegistryClient(HttpClient http, URI base, Duration patience) {
        this.http = http;
        this.base = base.toString().replaceFirst("/+$", "");
        this.patience = patience;
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
        HttpRequest.Builder question = HttpRequest.newBuilder(URI.create(base + "/api/v1/contents/" + digest))
                .timeout(FIRST_WORD)
                .header("Accept", "application/x-tar, */*;q=0.1");
        String traceparent = TraceParent.current();
        HttpRequest request =
                (traceparent == null ? question : question.header(TraceParent.HEADER, traceparent)).build();
        // the request's own timeout ends with the headers, and a body that stops coming would hold its run for ever
        CompletableFuture<HttpResponse<byte[]>> sent = http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
        try {
            HttpResponse<byte[]> response = sent.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return switch (response.statusCode()) {
                case 200 -> new Answer.Body(response.body());
                case 404 -> new Answer.None();
                default -> new Answer.Unreachable("HTTP " + response.statusCode() + " from " + base);
            };
        } catch (ExecutionException e) {
            return new Answer.Unreachable(base + ": " + e.getCause());
        } catch (TimeoutException e) {
            sent.cancel(true);
            return new Answer.Unreachable(base + " did not send all of its answer within " + patience);
        } catch (InterruptedException e) {
            sent.cancel(true);
            Thread.currentThread().interrupt();
            return new Answer.Unreachable("interrupted");
        }
    }
}
