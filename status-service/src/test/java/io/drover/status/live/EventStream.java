package io.drover.status.live;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import org.awaitility.Awaitility;

/** A browser at the stream: collects what it is sent. */
public final class EventStream implements AutoCloseable {
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final List<String> comments = new CopyOnWriteArrayList<>();
    private final CompletableFuture<HttpResponse<Void>> answer;
    private volatile Flow.Subscription lines;
    private volatile String lastId;

    public record Event(String id, String name, String data) {}

    private EventStream(HttpClient client, URI uri, String lastEventId) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).header("Accept", "text/event-stream");
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        answer = client.sendAsync(request.build(), HttpResponse.BodyHandlers.fromLineSubscriber(new Reader()));
    }

    /** Opens and waits for the first line. */
    public static EventStream open(HttpClient client, int port, String query, String lastEventId) {
        EventStream stream = begin(client, port, query, lastEventId);
        stream.awaitGreeting();
        return stream;
    }

    static EventStream begin(HttpClient client, int port, String query, String lastEventId) {
        return new EventStream(
                client, URI.create("http://127.0.0.1:" + port + "/api/v1/status/stream" + query), lastEventId);
    }

    void awaitGreeting() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> lastId != null);
    }

    public List<Event> events() {
        return events;
    }

    List<String> comments() {
        return comments;
    }

    /** What a browser would send when it comes again. */
    public String lastId() {
        return lastId;
    }

    @Override
    public void close() {
        answer.cancel(true);
        if (lines != null) {
            lines.cancel();
        }
    }

    private final class Reader implements Flow.Subscriber<String> {
        private String id;
        private String name = "message";
        private final StringBuilder data = new StringBuilder();

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            lines = subscription;
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            if (line.isEmpty()) {
                if (id != null) {
                    lastId = id;
                }
                if (!data.isEmpty()) {
                    events.add(new Event(lastId, name, data.toString()));
                }
                name = "message";
                data.setLength(0);
            } else if (line.startsWith(":")) {
                comments.add(line);
            } else {
                int colon = line.indexOf(':');
                String value = line.substring(colon + 1).strip();
                switch (line.substring(0, colon)) {
                    case "id" -> id = value;
                    case "event" -> name = value;
                    case "data" -> data.append(value);
                    case "retry" -> comments.add("retry " + value);
                    default -> throw new IllegalStateException(line);
                }
            }
        }

        @Override
        public void onError(Throwable broken) {
            events.add(new Event(lastId, "broken", broken.toString()));
        }

        @Override
        public void onComplete() {
            events.add(new Event(lastId, "end", ""));
        }
    }
}
