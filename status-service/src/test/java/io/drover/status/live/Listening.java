package io.drover.status.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;

/** Opens streams of the service under test, as pages do, and closes all of them at the end. */
final class Listening implements AutoCloseable {
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(threads)
            .build();
    private final List<EventStream> streams = new ArrayList<>();

    EventStream open(String query) {
        return open(query, null);
    }

    EventStream open(String query, String lastEventId) {
        EventStream stream = begin(query, lastEventId);
        stream.awaitGreeting();
        return stream;
    }

    /** Does not wait for the greeting. */
    EventStream begin(String query, String lastEventId) {
        EventStream stream = EventStream.begin(client, RestAssured.port, query, lastEventId);
        streams.add(stream);
        return stream;
    }

    List<EventStream> streams() {
        return streams;
    }

    @Override
    public void close() {
        streams.forEach(EventStream::close);
        threads.shutdownNow();
    }

    static List<JsonPath> changes(EventStream stream) {
        return stream.events().stream()
                .filter(event -> event.name().equals("change"))
                .map(event -> JsonPath.from(event.data()))
                .toList();
    }

    static void awaitLast(EventStream stream, String path, Object value) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            List<JsonPath> told = changes(stream);
            assertThat(told).isNotEmpty();
            Object found = told.get(told.size() - 1).get(path);
            assertThat(found).isEqualTo(value);
        });
    }

    /** The first event that is told, whatever it is. */
    static EventStream.Event first(EventStream stream) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> !stream.events().isEmpty());
        return stream.events().get(0);
    }

    /** What a page shows that puts one message after the other onto its cells. */
    static Map<Integer, String> cells(EventStream stream) {
        Map<Integer, String> cells = new HashMap<>();
        for (JsonPath one : changes(stream)) {
            List<List<Object>> told = one.getList("cells");
            told.forEach(cell -> cells.put((Integer) cell.get(0), (String) cell.get(1)));
        }
        return cells;
    }
}
