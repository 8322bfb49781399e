package io.drover.engine.apply;

import java.util.List;

/**
 * What a target says of itself.
 *
 * @param tableExists whether there is a revisions table
 * @param revisions its rows in bytewise order of their versions, without those that are only metadata
 * @param problem why the target could not be read; null when it could
 */
public record TargetState(boolean tableExists, List<Revision> revisions, Problem problem) {

    public TargetState {
        revisions = List.copyOf(revisions);
    }

    /** The highest version, null when there is none. */
    public String current() {
        return revisions.isEmpty() ? null : revisions.get(revisions.size() - 1).version();
    }

    /** The revision of this version, null when there is none. */
    public Revision revision(String version) {
        return revisions.stream()
                .filter(revision -> revision.version().equals(version))
                .findFirst()
                .orElse(null);
    }
}
