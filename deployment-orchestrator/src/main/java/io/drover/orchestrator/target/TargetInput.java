package io.drover.orchestrator.target;

import java.util.Map;

/**
 * A target as a caller describes it, unchecked.
 *
 * @param name null: derived from the URL
 * @param labels null: none
 * @param pool null: {@code default}
 * @param hostId machine of a file; null: the configured default
 * @param directory the directory it belongs to; null: decided by its first deployment
 */
public record TargetInput(
        String name, String url, Map<String, String> labels, String pool, String hostId, String directory) {}
