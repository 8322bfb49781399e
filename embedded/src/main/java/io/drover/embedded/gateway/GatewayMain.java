package io.drover.embedded.gateway;

import io.drover.embedded.part.ParentWatch;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The gateway process. Arguments: the port, the file that gets the pid once it listens, then {@code
 * name=url,url} of every service behind it, one URL a process. The environment variable {@code DROVER_PUBLIC_URL} names the URL under which browsers reach it, when
 * that is not this machine.
 */
public final class GatewayMain {
    private GatewayMain() {}

    public static void main(String[] args) throws IOException {
        ParentWatch.endWithParent();
        int port = Integer.parseInt(args[0]);
        Path ready = Path.of(args[1]);
        Files.deleteIfExists(ready);
        List<Upstream> upstreams =
                Arrays.stream(args).skip(2).map(Upstream::parse).toList();
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setWorkerPoolSize(2));
        new Gateway(vertx, new RequestRules(origin(System.getenv("DROVER_PUBLIC_URL"))), upstreams)
                .listen(port)
                .onSuccess(server -> tellReady(port, ready))
                .onFailure(failure -> giveUp("cannot listen on 127.0.0.1:" + port, failure));
    }

    private static void tellReady(int port, Path ready) {
        System.out.println("listening on 127.0.0.1:" + port);
        try {
            Files.createDirectories(ready.getParent());
            Files.writeString(ready, Long.toString(ProcessHandle.current().pid()));
        } catch (IOException e) {
            giveUp("cannot write " + ready, e);
        }
    }

    private static void giveUp(String what, Throwable why) {
        System.err.println(what + ": " + why.getMessage());
        Runtime.getRuntime().exit(1);
    }

    private static String origin(String publicUrl) {
        if (publicUrl == null || publicUrl.isBlank()) {
            return null;
        }
        URI url = URI.create(publicUrl);
        return url.getScheme() + "://" + url.getAuthority();
    }
}
