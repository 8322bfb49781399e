package io.drover.cli.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drover.cli.output.ExitCodes;
import io.drover.cli.output.Failure;
import io.drover.cli.output.Shell;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The control plane over HTTP. Answers that are no success become {@link ServerProblem}, silence becomes a
 * {@link Failure} with exit code 3. Thread-safe.
 */
public final class Server {
    /** JSON as the API speaks it. */
    public static final ObjectMapper JSON = new ObjectMapper()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(SerializationFeature.INDENT_OUTPUT);

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PAGE = 1000;
    private static final int ATTEMPTS = 5;
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(4);
    private static final Duration OUTAGE = Duration.ofSeconds(30);

    private static final String MAYBE_TAKEN =
            " Whether the order was taken is not known: 'drover deployments list' tells; look before you order again.";

    private final Account account;
    private final Duration outage;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /** @param account where, and as whom */
    public Server(Account account) {
        this(account, OUTAGE);
    }

    /** @param outage how long an order is repeated while the server breaks off or a part of it is down */
    Server(Account account, Duration outage) {
        this.account = account;
        this.outage = outage;
    }

    /** The server that the user is logged in to. */
    public static Server of(Shell shell) {
        return new Server(Account.current(shell));
    }

    /** The server's address, without a slash at the end. */
    public String address() {
        return account.server();
    }

    /** Asks. */
    public JsonNode get(String path) {
        return json(exchange("GET", path, BodyPublishers.noBody(), Map.of()), "GET " + path);
    }

    /** Asks page by page until the list ends; the answer is the first page's with the items of all. */
    public JsonNode list(String path, Query query) {
        JsonNode first = get(path + query.and("limit", PAGE));
        ArrayNode items = first.withArray("items");
        String next = text(first, "next");
        while (next != null) {
            JsonNode page = get(path + query.and("cursor", next));
            page.path("items").forEach(items::add);
            next = text(page, "next");
        }
        if (first instanceof ObjectNode whole) {
            whole.remove("next");
        }
        return first;
    }

    /** Fetches bytes. */
    public byte[] bytes(String path) {
        return exchange("GET", path, BodyPublishers.noBody(), Map.of()).body();
    }

    /** Sends a JSON body. */
    public JsonNode post(String path, Object body, Map<String, String> headers) {
        return send("POST", path, "application/json", bytesOf(body), headers);
    }

    /**
     * P26: sends an order that must be carried out once. The key tells the server that a repeated order is the same one,
     * so it is repeated when the connection breaks before the answer is there, and when a gateway answers for a part of
     * the server that may have broken down with the order in its hands. A server that was never reached has no order.
     *
     * @throws Failure when the server stays silent; it says that the order may have been taken
     */
    public JsonNode order(String path, Object body) {
        return order(path, body, Map.of());
    }

    /** The same with more headers. */
    public JsonNode order(String path, Object body, Map<String, String> more) {
        Map<String, String> headers = new HashMap<>(more);
        headers.put("Idempotency-Key", UUID.randomUUID().toString());
        Instant giveUp = Instant.now().plus(outage);
        boolean heard = false;
        for (int attempt = 1; ; attempt++) {
            boolean last = attempt >= ATTEMPTS && Instant.now().isAfter(giveUp);
            try {
                return post(path, body, headers);
            } catch (Failure lost) {
                heard |= !(lost.getCause() instanceof ConnectException);
                if (!heard || lost.exitCode() != ExitCodes.UNREACHABLE) {
                    throw lost;
                }
                if (last) {
                    throw Failure.unreachable(lost.getMessage() + MAYBE_TAKEN, lost);
                }
            } catch (ServerProblem outage) {
                heard = true;
                if (!outage.isOutage()) {
                    throw attempt == 1 ? outage : outage.afterRepeat();
                }
                if (last) {
                    throw Failure.unreachable(String.join(" ", outage.sentences()) + MAYBE_TAKEN, outage);
                }
            }
            Duration delay = Duration.ofMillis(250L << Math.min(attempt, ATTEMPTS));
            Pause.of(delay.compareTo(LONGEST_DELAY) < 0 ? delay : LONGEST_DELAY);
        }
    }

    /** Sends a JSON body. */
    public JsonNode put(String path, Object body) {
        return send("PUT", path, "application/json", bytesOf(body), Map.of());
    }

    /** Sends a body of any type. */
    public JsonNode send(String method, String path, String type, byte[] body, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("Content-Type", type);
        return json(exchange(method, path, BodyPublishers.ofByteArray(body), all), method + " " + path);
    }

    /** A text member, null when it is missing, null or empty. */
    public static String text(JsonNode node, String member) {
        String text = node.path(member).asText("");
        return text.isEmpty() || node.path(member).isNull() ? null : text;
    }

    private HttpResponse<byte[]> exchange(String method, String path, BodyPublisher body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(account.server() + path))
                .timeout(PATIENCE)
                .header("Accept", "application/json, application/problem+json, application/x-tar;q=0.9")
                .method(method, body);
        headers.forEach(request::header);
        if (account.token() != null) {
            request.header("Authorization", "Bearer " + account.token());
        }
        HttpResponse<byte[]> response = sent(request.build());
        if (response.statusCode() / 100 != 2) {
            throw ServerProblem.of(response.statusCode(), jsonOrNull(response.body()), method + " " + path);
        }
        return response;
    }

    private HttpResponse<byte[]> sent(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            String words = e.getMessage() == null ? "no connection" : e.getMessage();
            throw Failure.unreachable(
                    "the server " + account.server() + " cannot be reached (" + words + ")."
                            + " Start one with 'drover up', or choose another with 'drover login URL' or DROVER_SERVER.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.failed("interrupted while waiting for " + account.server() + ".");
        }
    }

    private static JsonNode json(HttpResponse<byte[]> response, String request) {
        if (response.body().length == 0) {
            return JSON.createObjectNode();
        }
        JsonNode node = jsonOrNull(response.body());
        if (node == null) {
            throw Failure.failed("the answer to " + request + " is not JSON; is this the address of a Drover server?");
        }
        return node;
    }

    private static JsonNode jsonOrNull(byte[] body) {
        try {
            JsonNode node = JSON.readTree(body);
            return node.isObject() || node.isArray() ? node : null;
        } catch (IOException e) {
            return null;
        }
    }

    private static byte[] bytesOf(Object body) {
        try {
            return JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** JSON for a person's eyes. */
    public static String pretty(JsonNode node) {
        return node.toPrettyString() + "\n";
    }
}
