package io.drover.engine.target;

import java.util.Locale;

/** The server part of a URL, IPv6 in brackets included. */
record HostAndPort(String host, int port) {

    static HostAndPort parse(String text, TargetUrl.Kind kind) {
        int bracket = text.lastIndexOf(']');
        int colon = text.indexOf(':', Math.max(bracket, 0));
        String host = colon < 0 ? text : text.substring(0, colon);
        if (host.isEmpty()) {
            host = "localhost";
        }
        return new HostAndPort(host.toLowerCase(Locale.ROOT), port(colon < 0 ? "" : text.substring(colon + 1), kind));
    }

    private static int port(String text, TargetUrl.Kind kind) {
        try {
            int port = text.isEmpty() ? kind.port() : Integer.parseInt(text);
            if (port > 0 && port < 65536) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw unusable(kind);
        }
        throw unusable(kind);
    }

    private static InvalidTargetUrl unusable(TargetUrl.Kind kind) {
        return new InvalidTargetUrl("the port of the " + kind.title() + " URL must be a number from 1 to 65535");
    }
}
