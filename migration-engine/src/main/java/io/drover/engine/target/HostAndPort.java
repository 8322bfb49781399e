package io.drover.engine.target;

import java.util.Locale;

/** The server part of a URL, IPv6 in brackets included. */
record HostAndPort(String host, int port) {

    static HostAndPort parse(String text) {
        int bracket = text.lastIndexOf(']');
        int colon = text.indexOf(':', Math.max(bracket, 0));
        String host = colon < 0 ? text : text.substring(0, colon);
        if (host.isEmpty()) {
            host = "localhost";
        }
        return new HostAndPort(
                host.toLowerCase(Locale.ROOT), colon < 0 ? TargetUrl.POSTGRES_PORT : port(text.substring(colon + 1)));
    }

    private static int port(String text) {
        try {
            int port = text.isEmpty() ? TargetUrl.POSTGRES_PORT : Integer.parseInt(text);
            if (port > 0 && port < 65536) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw new InvalidTargetUrl("the port of the PostgreSQL URL must be a number from 1 to 65535");
        }
        throw new InvalidTargetUrl("the port of the PostgreSQL URL must be a number from 1 to 65535");
    }
}
