package io.drover.orchestrator.target;

import java.util.List;
import java.util.Map;

/**
 * A target as a caller describes it, checked, and not yet compared with those that are known.
 *
 * @param position where it stands in the request; errors and orders refer to it
 * @param pointer the same for people and programs: {@code /targets/items/3}, {@code line 17}
 * @param name as given, null when none was
 * @param candidates names to take when none was given, the first that is free
 */
public record TargetDraft(
        int position,
        String pointer,
        String name,
        List<String> candidates,
        String shortName,
        String identity,
        String url,
        String canonicalUrl,
        String kind,
        String server,
        Map<String, String> labels,
        String pool,
        String hostId,
        String directory,
        String revisionsSchema) {}
