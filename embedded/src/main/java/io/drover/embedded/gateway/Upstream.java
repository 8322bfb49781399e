package io.drover.embedded.gateway;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A service behind the gateway, by the name a user knows it by, and the processes that do its work. The processes are
 * alike: each request begins with the next of them. Thread-safe.
 */
final class Upstream {
    private final String name;
    private final List<Replica> replicas;
    private final AtomicInteger turn = new AtomicInteger();

    /** One process. */
    record Replica(String name, String host, int port) {}

    /** @param urls of its processes, at least one; they are called {@code name}, {@code name-2} and so on */
    Upstream(String name, List<URI> urls) {
        this.name = name;
        List<Replica> numbered = new ArrayList<>();
        for (URI url : urls) {
            String own = numbered.isEmpty() ? name : name + "-" + (numbered.size() + 1);
            numbered.add(new Replica(own, url.getHost(), url.getPort()));
        }
        this.replicas = List.copyOf(numbered);
    }

    /** Reads {@code registry-service=http://127.0.0.1:18081,http://127.0.0.1:18082}. */
    static Upstream parse(String argument) {
        int equals = argument.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("expected name=url,url, not " + argument);
        }
        List<URI> urls = Arrays.stream(argument.substring(equals + 1).split(",", -1))
                .map(URI::create)
                .toList();
        return new Upstream(argument.substring(0, equals), urls);
    }

    String name() {
        return name;
    }

    List<Replica> replicas() {
        return replicas;
    }

    /** All of them, in the order in which a request should try them. */
    List<Replica> inTurn() {
        int first = Math.floorMod(turn.getAndIncrement(), replicas.size());
        List<Replica> order = new ArrayList<>(replicas.subList(first, replicas.size()));
        order.addAll(replicas.subList(0, first));
        return order;
    }
}
