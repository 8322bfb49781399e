package io.drover.orchestrator.target;

import java.util.Map;

/** What to change of a target; null leaves it as it is. {@code labels} replaces all labels. */
record TargetPatch(String name, String url, Map<String, String> labels, String pool, String hostId) {

    TargetInput onto(TargetRow row) {
        return new TargetInput(
                name == null ? row.name() : name,
                url == null ? row.url() : url,
                labels == null ? row.labels() : labels,
                pool == null ? row.pool() : pool,
                hostId == null ? row.hostId() : hostId,
                row.directory());
    }
}
