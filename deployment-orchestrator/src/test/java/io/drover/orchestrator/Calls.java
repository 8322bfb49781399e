package io.drover.orchestrator;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** What a caller does, in a line each. */
public final class Calls {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Calls() {}

    /** URLs of tenants {@code <prefix>_000}, … on a server of their own; their names are those of their databases. */
    public static List<String> urls(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "postgres://%s.example/%s_%03d".formatted(prefix.replace('_', '-'), prefix, i))
                .toList();
    }

    /** An order without the limit that eight runs on one server would be. */
    public static Map<String, Object> order(List<String> urls) {
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("directory", "shop");
        order.put("targets", Map.of("urls", urls));
        order.put("rollout", Map.of("perServer", 10_000));
        return order;
    }

    /** An order that asks every target, whatever is known of it. */
    public static Map<String, Object> verifying(List<String> urls) {
        Map<String, Object> order = order(urls);
        order.put("options", Map.of("verify", true));
        return order;
    }

    public static Map<String, Object> order(List<String> urls, Map<String, Object> rollout) {
        Map<String, Object> order = order(urls);
        Map<String, Object> limits = new LinkedHashMap<>(Map.of("perServer", 10_000));
        limits.putAll(rollout);
        order.put("rollout", limits);
        return order;
    }

    public static Response post(String path, Object body) {
        return given().contentType("application/json").body(json(body)).post(path);
    }

    public static Response put(String path, Object body) {
        return given().contentType("application/json").body(json(body)).put(path);
    }

    public static Response patch(String path, Object body) {
        return given().contentType("application/json").body(json(body)).patch(path);
    }

    private static String json(Object body) {
        try {
            return body instanceof String text ? text : JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    public static long deploy(Map<String, Object> order) {
        return post("/api/v1/deployments", order)
                .then()
                .statusCode(202)
                .extract()
                .jsonPath()
                .getLong("id");
    }

    public static Response deployment(long id) {
        return given().get("/api/v1/deployments/" + id);
    }

    public static Response runs(long id) {
        return given().queryParam("limit", 1000).get("/api/v1/deployments/" + id + "/runs");
    }

    public static int count(long id, String state) {
        return deployment(id).jsonPath().getInt("counts." + state);
    }

    public static void awaitState(long id, String state) {
        Awaitility.await("deployment " + id + " becomes " + state)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> deployment(id).jsonPath().getString("state"), state::equals);
    }

    public static void awaitCount(long id, String state, int count) {
        Awaitility.await("deployment " + id + " has " + count + " " + state)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> count(id, state), found -> found == count);
    }
}
