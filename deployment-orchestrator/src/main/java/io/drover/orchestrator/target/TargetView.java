package io.drover.orchestrator.target;

import java.util.Map;

/** A target as it is shown: the URL is canonical, without user, password and parameters. */
public record TargetView(
        String name,
        String url,
        String server,
        Map<String, String> labels,
        String pool,
        String lifecycle,
        String directory,
        String hostId) {
    static TargetView of(TargetRow row) {
        return new TargetView(
                row.name(),
                row.canonicalUrl(),
                row.server(),
                row.labels(),
                row.pool(),
                row.lifecycle(),
                row.directory(),
                row.hostId());
    }
}
