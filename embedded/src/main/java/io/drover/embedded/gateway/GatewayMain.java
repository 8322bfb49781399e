package io.drover.embedded.gateway;

import io.drover.embedded.part.ParentWatch;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.URI;
import java.util.Arrays;
import java.util.List;

/**
 * The gateway process. Arguments: the port, then {@code name=url} of every process behind it. The environment variable
 * {@code DROVER_PUBLIC_URL} names the URL under which browsers reach it, when that is not this machine.
 */
public final class GatewayMain {
    private GatewayMain() {}

    public static void main(String[] args) {
        ParentWatch.endWithParent();
        int port = Integer.parseInt(args[0]);
        List<Upstream> upstreams =
                Arrays.stream(args).skip(1).map(Upstream::parse).toList();
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setWorkerPoolSize(2));
        new Gateway(vertx, new RequestRules(origin(System.getenv("DROVER_PUBLIC_URL"))), upstreams)
                .listen(port)
                .onSuccess(server -> System.out.println("listening on 127.0.0.1:" + port))
                .onFailure(failure -> {
                    System.err.println("cannot listen on 127.0.0.1:" + port + ": " + failure.getMessage());
                    Runtime.getRuntime().exit(1);
                });
    }

    private static String origin(String publicUrl) {
        if (publicUrl == null || publicUrl.isBlank()) {
            return null;
        }
        URI url = URI.create(publicUrl);
        return url.getScheme() + "://" + url.getAuthority();
    }
}
