package io.drover.embedded.gateway;

import java.net.URI;

/** One process behind the gateway, by the name a user knows it by. */
record Upstream(String name, String host, int port) {

    /** Reads {@code registry-service=http://127.0.0.1:18081}. */
    static Upstream parse(String argument) {
        int equals = argument.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("expected name=url, not " + argument);
        }
        URI url = URI.create(argument.substring(equals + 1));
        return new Upstream(argument.substring(0, equals), url.getHost(), url.getPort());
    }
}
