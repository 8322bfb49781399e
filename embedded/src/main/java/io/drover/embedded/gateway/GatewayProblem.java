package io.drover.embedded.gateway;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** An error that the gateway answers itself, as {@code application/problem+json}. */
record GatewayProblem(int status, String word, String title, String detail) {
    static final String MEDIA_TYPE = "application/problem+json";

    static GatewayProblem bodyTooLarge(long limit) {
        return new GatewayProblem(
                413,
                "body-too-large",
                "The body is too large",
                "At most " + limit + " bytes (" + (limit >> 20) + " MiB) are taken here. Send less at once.");
    }

    static GatewayProblem foreignOrigin(String origin) {
        return new GatewayProblem(
                403,
                "foreign-origin",
                "The request comes from a page of another origin",
                "A page of " + origin + " may not change anything here; only our own pages may.");
    }

    static GatewayProblem unsupportedMediaType(String contentType) {
        return new GatewayProblem(
                415,
                "unsupported-media-type",
                "The body has a content type that is not taken here",
                (contentType == null ? "The body has no content type" : "The body is " + contentType)
                        + "; send application/json, application/x-tar, application/x-ndjson or text/csv.");
    }

    static GatewayProblem notFound(String path) {
        return new GatewayProblem(404, "not-found", "There is nothing here", "No service answers at " + path + ".");
    }

    static GatewayProblem serviceUnavailable(String service) {
        return new GatewayProblem(
                503,
                "service-unavailable",
                "The service cannot be reached",
                "The " + service + " cannot be reached. Ask again in a moment; GET /health says what is up.");
    }

    Buffer body() {
        return new JsonObject()
                .put("type", "urn:drover:problem:" + word)
                .put("title", title)
                .put("status", status)
                .put("detail", detail)
                .put("faults", new JsonArray())
                .toBuffer();
    }
}
