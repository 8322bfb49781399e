package io.drover.embedded.gateway;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyOptions;
import io.vertx.httpproxy.ProxyResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The one origin in front of the services: routes by path, refuses what no service should see, and streams everything
 * else through without holding whole bodies. Of a service with several processes it takes them in turn, and the next one
 * when one cannot be reached: the death of one is not seen from outside.
 */
final class Gateway implements ProxyInterceptor {
    private static final int CONNECTIONS_PER_SERVICE = 2_000;
    private static final long MOST_THROWN_AWAY = 1L << 30;
    private static final String TURN = "turn";

    private final Vertx vertx;
    private final RequestRules rules;
    private final Map<String, Upstream> upstreams;
    private final HealthCheck health;
    private final HttpProxy proxy;

    Gateway(Vertx vertx, RequestRules rules, List<Upstream> upstreams) {
        this.vertx = vertx;
        this.rules = rules;
        this.upstreams = upstreams.stream().collect(Collectors.toMap(Upstream::name, Function.identity()));
        HttpClient client = vertx.createHttpClient(new HttpClientOptions()
                .setMaxPoolSize(CONNECTIONS_PER_SERVICE)
                .setMaxWaitQueueSize(CONNECTIONS_PER_SERVICE)
                .setKeepAliveTimeout(20)
                .setConnectTimeout(2_000));
        this.health = new HealthCheck(client, upstreams);
        this.proxy = HttpProxy.reverseProxy(new ProxyOptions().setSupportWebSocket(false), client)
                .addInterceptor(this)
                .origin(context -> connect(client, context.get(TURN, Turn.class)));
    }

    /** The processes of a service that a request has not tried yet. */
    private record Turn(Deque<Upstream.Replica> left) {}

    /** Nothing has been sent to a process that cannot be connected to, so the next may have any request. */
    private static Future<HttpClientRequest> connect(HttpClient client, Turn turn) {
        Upstream.Replica replica = turn.left().poll();
        if (replica == null) {
            return Future.failedFuture("no process of the service is left to try");
        }
        return client.request(new RequestOptions().setHost(replica.host()).setPort(replica.port()))
                .recover(failure -> turn.left().isEmpty() ? Future.failedFuture(failure) : connect(client, turn));
    }

    /** @return the server, listening on this port of 127.0.0.1 */
    Future<HttpServer> listen(int port) {
        // an upgrade to HTTP/2 without TLS, as Java's own client asks for, loses the body of a chunked request
        HttpServerOptions options =
                new HttpServerOptions().setHandle100ContinueAutomatically(false).setHttp2ClearTextEnabled(false);
        return vertx.createHttpServer(options).requestHandler(this::handle).listen(port, "127.0.0.1");
    }

    private void handle(HttpServerRequest request) {
        if (request.path() != null && request.path().equals(Routes.HEALTH)) {
            request.resume();
            health.answer(request.response())
                    .onFailure(gone -> request.connection().close());
            return;
        }
        Optional<GatewayProblem> refusal = rules.refusal(head(request));
        if (refusal.isPresent()) {
            refuse(request, refusal.get());
        } else if (owner(request) == null) {
            refuse(request, GatewayProblem.notFound(request.path()));
        } else {
            if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
                request.response().writeContinue();
            }
            proxy.handle(request);
        }
    }

    private Upstream owner(HttpServerRequest request) {
        return Optional.ofNullable(request.path())
                .flatMap(Routes::owner)
                .map(upstreams::get)
                .orElse(null);
    }

    private static RequestRules.Head head(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return new RequestRules.Head(
                request.method().name(),
                String.valueOf(request.path()),
                request.getHeader(HttpHeaders.HOST),
                request.getHeader(HttpHeaders.ORIGIN),
                request.getHeader(HttpHeaders.CONTENT_TYPE),
                length == null || !length.matches("\\d{1,18}") ? -1 : Long.parseLong(length),
                isChunked(request));
    }

    private static boolean isChunked(HttpServerRequest request) {
        return request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    /**
     * Answers at once and then takes the rest of the body and throws it away: a client that is still sending would
     * otherwise see a broken connection in place of the answer.
     */
    private static void refuse(HttpServerRequest request, GatewayProblem problem) {
        long[] thrownAway = {0};
        request.handler(piece -> {
            thrownAway[0] += piece.length();
            if (thrownAway[0] > MOST_THROWN_AWAY) {
                request.connection().close();
            }
        });
        request.resume();
        request.response()
                .setStatusCode(problem.status())
                .putHeader("content-type", GatewayProblem.MEDIA_TYPE)
                .end(problem.body())
                .onFailure(gone -> request.connection().close());
    }

    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
        HttpServerRequest request = context.request().proxiedRequest();
        Upstream upstream = owner(request);
        forward(request, context.request().headers());
        long limit = RequestRules.limit(request.path());
        LimitedBody limited = isChunked(request) ? new LimitedBody(request, limit) : null;
        if (limited != null) {
            context.request().setBody(Body.body(limited));
        }
        context.set(TURN, new Turn(new ArrayDeque<>(upstream.inTurn())));
        return send(context).recover(failure -> {
            GatewayProblem problem = limited != null && limited.isExceeded()
                    ? GatewayProblem.bodyTooLarge(limit)
                    : GatewayProblem.serviceUnavailable(upstream.name());
            return Future.succeededFuture(context.request()
                    .release()
                    .response()
                    .setStatusCode(problem.status())
                    .putHeader("content-type", GatewayProblem.MEDIA_TYPE)
                    .setBody(Body.body(problem.body())));
        });
    }

    /** A question whose connection broke before the answer began is put to the next process; an order is not. */
    private static Future<ProxyResponse> send(ProxyContext context) {
        return context.sendRequest()
                .recover(failure -> isQuestion(context.request().proxiedRequest())
                                && !context.get(TURN, Turn.class).left().isEmpty()
                        ? askNext(context)
                        : Future.failedFuture(failure));
    }

    private static Future<ProxyResponse> askNext(ProxyContext context) {
        context.request().setBody(Body.body(Buffer.buffer()));
        return send(context);
    }

    private static boolean isQuestion(HttpServerRequest request) {
        boolean reads =
                request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return reads && !isChunked(request) && (length == null || length.equals("0"));
    }

    /** The services build links from these; what a client claims in them does not count. */
    private static void forward(HttpServerRequest request, MultiMap headers) {
        headers.remove(HttpHeaders.EXPECT);
        headers.remove("forwarded");
        headers.remove("x-forwarded-port");
        headers.remove("x-forwarded-prefix");
        headers.set("x-forwarded-proto", "http");
        headers.set("x-forwarded-for", request.remoteAddress().hostAddress());
        String host = request.getHeader(HttpHeaders.HOST);
        if (host != null) {
            headers.set("x-forwarded-host", host);
        }
    }
}
