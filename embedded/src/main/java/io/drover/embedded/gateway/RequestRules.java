package io.drover.embedded.gateway;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What the gateway refuses before anything reaches a service. Decides on the head of a request alone. */
final class RequestRules {
    static final long BODY_LIMIT = 32L << 20;
    static final long BULK_LIMIT = 256L << 20;

    private static final Set<String> CHANGING = Set.of("POST", "PUT", "PATCH", "DELETE");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Set<String> TAKEN = Set.of(
            "application/json",
            "application/x-tar",
            "application/tar",
            "application/x-ndjson",
            "application/ndjson",
            "text/csv");

    /**
     * The head of a request.
     *
     * @param authority the Host header, such as {@code localhost:8080}
     * @param origin the Origin header, null unless a browser sent one
     * @param contentLength -1 when not told
     */
    record Head(
            String method,
            String path,
            String authority,
            String origin,
            String contentType,
            long contentLength,
            boolean chunked) {}

    private final String publicOrigin;

    /** @param publicOrigin scheme, host and port under which browsers reach us from elsewhere; null when only locally */
    RequestRules(String publicOrigin) {
        this.publicOrigin = publicOrigin;
    }

    Optional<GatewayProblem> refusal(Head head) {
        if (CHANGING.contains(head.method())) {
            if (head.origin() != null && !isOurs(head.origin(), head.authority())) {
                return Optional.of(GatewayProblem.foreignOrigin(head.origin()));
            }
            if ((head.contentLength() > 0 || head.chunked()) && !isTaken(head.contentType())) {
                return Optional.of(GatewayProblem.unsupportedMediaType(head.contentType()));
            }
        }
        if (head.contentLength() > limit(head.path())) {
            return Optional.of(GatewayProblem.bodyTooLarge(limit(head.path())));
        }
        return Optional.empty();
    }

    static long limit(String path) {
        return path.equals(Routes.BULK) ? BULK_LIMIT : BODY_LIMIT;
    }

    /**
     * Our own pages only. The Host header alone proves nothing, since a foreign name may be made to point at this
     * machine; so it counts only when it is a loopback name.
     */
    private boolean isOurs(String origin, String authority) {
        if (origin.equals(publicOrigin)) {
            return true;
        }
        return authority != null
                && origin.equalsIgnoreCase("http://" + authority)
                && LOOPBACK.contains(host(authority.toLowerCase(Locale.ROOT)));
    }

    private static String host(String authority) {
        int colon = authority.lastIndexOf(':');
        return colon > authority.lastIndexOf(']') ? authority.substring(0, colon) : authority;
    }

    private static boolean isTaken(String contentType) {
        if (contentType == null) {
            return false;
        }
        int parameters = contentType.indexOf(';');
        String type = (parameters < 0 ? contentType : contentType.substring(0, parameters))
                .strip()
                .toLowerCase(Locale.ROOT);
        return TAKEN.contains(type) || (type.startsWith("application/") && type.endsWith("+json"));
    }
}
