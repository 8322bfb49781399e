package io.drover.embedded.gateway;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which service owns a path. Nothing outside of this table is known below {@code /api}; the rest is the page. */
final class Routes {
    static final String REGISTRY = "registry-service";
    static final String ORCHESTRATOR = "deployment-orchestrator";
    static final String STATUS = "status-service";
    static final String HEALTH = "/health";
    static final String BULK = "/api/v1/targets/bulk";

    private static final Map<String, List<String>> OWNED = Map.of(
            REGISTRY, List.of("/api/v1/directories", "/api/v1/contents", "/query"),
            ORCHESTRATOR,
                    List.of("/api/v1/deployments", "/api/v1/targets", "/api/v1/target-groups", "/api/v1/agent-pools"),
            STATUS, List.of("/api/v1/status"));

    private Routes() {}

    /** The owner's name, or empty when nobody answers there. */
    static Optional<String> owner(String path) {
        Optional<String> owner = OWNED.entrySet().stream()
                .filter(entry -> entry.getValue().stream().anyMatch(prefix -> covers(prefix, path)))
                .map(Map.Entry::getKey)
                .findFirst();
        if (owner.isPresent()) {
            return owner;
        }
        // /q is what each process says of itself: asked at the process, not here
        return covers("/api", path) || covers("/q", path) ? Optional.empty() : Optional.of(STATUS);
    }

    private static boolean covers(String prefix, String path) {
        return path.equals(prefix) || path.startsWith(prefix + "/");
    }
}
