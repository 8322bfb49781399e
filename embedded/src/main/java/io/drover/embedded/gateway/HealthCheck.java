package io.drover.embedded.gateway;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * {@code GET /health}: all processes together, asked at the same time. 200 when of every service at least one process is
 * ready, else 503; the body shows each.
 */
final class HealthCheck {
    private static final long PATIENCE_MILLIS = 2_000;
    private static final String UP = "UP";

    private final HttpClient client;
    private final List<Upstream> upstreams;

    HealthCheck(HttpClient client, List<Upstream> upstreams) {
        this.client = client;
        this.upstreams = upstreams;
    }

    private record Told(Upstream of, Upstream.Replica replica, String state) {}

    Future<Void> answer(HttpServerResponse response) {
        List<Future<Told>> asked = upstreams.stream()
                .flatMap(upstream -> upstream.replicas().stream().map(replica -> state(upstream, replica)))
                .toList();
        return Future.join(asked).transform(all -> {
            List<Told> told = asked.stream().map(Future::result).toList();
            JsonArray services = new JsonArray();
            told.forEach(each -> services.add(
                    new JsonObject().put("name", each.replica().name()).put("status", each.state())));
            boolean allUp = upstreams.stream().allMatch(upstream -> isUp(upstream, told));
            JsonObject body =
                    new JsonObject().put("status", allUp ? UP : "DOWN").put("services", services);
            return response.setStatusCode(allUp ? 200 : 503)
                    .putHeader("content-type", "application/json")
                    .putHeader("cache-control", "no-store")
                    .end(body.toBuffer());
        });
    }

    private static boolean isUp(Upstream upstream, List<Told> told) {
        return told.stream()
                .anyMatch(each -> each.of() == upstream && each.state().equals(UP));
    }

    /** UP, DOWN (it answers that it is not ready) or UNREACHABLE. Never fails. */
    private Future<Told> state(Upstream upstream, Upstream.Replica replica) {
        RequestOptions ready = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost(replica.host())
                .setPort(replica.port())
                .setURI("/q/health/ready")
                .setConnectTimeout(PATIENCE_MILLIS)
                .setTimeout(PATIENCE_MILLIS);
        return client.request(ready)
                .compose(request -> request.send())
                .compose(response -> response.body().map(body -> response.statusCode() == 200 ? UP : "DOWN"))
                .otherwise("UNREACHABLE")
                .map(state -> new Told(upstream, replica, state));
    }
}
