package io.drover.contracts;

import java.util.Map;

/**
 * What everybody may know of a target: nothing in it is secret.
 *
 * @param url canonical URL without user, password and parameters
 * @param kind {@code sqlite}, {@code postgres} or {@code mysql}
 * @param server {@code host:port} or the label {@code server}; null for files
 * @param directory the directory it belongs to, null before its first deployment
 * @param hostId the machine a file target lives on; null for servers
 * @param lifecycle {@code ACTIVE} or {@code RETIRED}
 * @param duplicateOf name of another target whose database says that it is this one; null when none does
 */
public record TargetFacts(
        String name,
        String url,
        String kind,
        String server,
        Map<String, String> labels,
        String pool,
        String directory,
        String hostId,
        String lifecycle,
        String duplicateOf) {
    public TargetFacts {
        labels = Map.copyOf(labels);
    }
}
