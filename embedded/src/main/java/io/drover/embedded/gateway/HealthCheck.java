package io.drover.embedded.gateway;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** {@code GET /health}: all processes together, asked at the same time. 200 when all are ready, else 503. */
final class HealthCheck {
    private static final long PATIENCE_MILLIS = 2_000;

    private final HttpClient client;
    private final List<Upstream> upstreams;

    HealthCheck(HttpClient client, List<Upstream> upstreams) {
        this.client = client;
        this.upstreams = upstreams;
    }

    Future<Void> answer(HttpServerResponse response) {
        List<Future<String>> states = upstreams.stream().map(this::state).toList();
        return Future.join(states).transform(all -> {
            JsonArray services = new JsonArray();
            boolean allUp = true;
            for (int i = 0; i < states.size(); i++) {
                String state = states.get(i).result();
                allUp &= state.equals("UP");
                services.add(
                        new JsonObject().put("name", upstreams.get(i).name()).put("status", state));
            }
            JsonObject body =
                    new JsonObject().put("status", allUp ? "UP" : "DOWN").put("services", services);
            return response.setStatusCode(allUp ? 200 : 503)
                    .putHeader("content-type", "application/json")
                    .putHeader("cache-control", "no-store")
                    .end(body.toBuffer());
        });
    }

    /** UP, DOWN (it answers that it is not ready) or UNREACHABLE. Never fails. */
    private Future<String> state(Upstream upstream) {
        RequestOptions ready = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost(upstream.host())
                .setPort(upstream.port())
                .setURI("/q/health/ready")
                .setConnectTimeout(PATIENCE_MILLIS)
                .setTimeout(PATIENCE_MILLIS);
        return client.request(ready)
                .compose(request -> request.send())
                .compose(response -> response.body().map(body -> response.statusCode() == 200 ? "UP" : "DOWN"))
                .otherwise("UNREACHABLE");
    }
}
