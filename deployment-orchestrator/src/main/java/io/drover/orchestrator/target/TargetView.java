package io.drover.orchestrator.target;

import java.util.Map;

/**
 * A target as it is shown: the URL is canonical, without user, password and parameters. {@code duplicateOf}
 * names another target that is the same database, null when none is known.
 */
public record TargetView(
        String name,
        String url,
        String server,
        Map<String, String> labels,
        String pool,
        String lifecycle,
        String directory,
        String hostId,
        String duplicateOf) {
    static TargetView of(TargetRow row) {
        return new TargetView(
                row.name(),
                row.canonicalUrl(),
                row.server(),
                row.labels(),
                row.pool(),
                row.lifecycle(),
                row.directory(),
                row.hostId(),
                row.duplicateOf());
    }
}
