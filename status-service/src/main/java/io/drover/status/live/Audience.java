package io.drover.status.live;

import io.drover.status.projection.Change;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a listener wants to hear of.
 *
 * @param deployment only this one and its runs; null for all, without runs
 * @param directory only what concerns it; null for all
 */
record Audience(Long deployment, String directory) {

    /** The part of a change that concerns this audience; nothing when none does. */
    Change part(Change change) {
        if (change.everything()) {
            return change;
        }
        if (deployment != null) {
            Change.Moved moved = change.deployments().get(deployment);
            return moved == null
                    ? Change.NOTHING
                    : new Change(
                            moved.directory() == null ? Set.of() : Set.of(moved.directory()),
                            Map.of(deployment, moved),
                            false,
                            false,
                            false);
        }
        Map<Long, Change.Moved> moved = new TreeMap<>();
        change.deployments().forEach((id, one) -> {
            if (directory == null || directory.equals(one.directory())) {
                moved.put(id, new Change.Moved(one.directory(), Map.of()));
            }
        });
        if (directory == null) {
            return new Change(change.directories(), moved, change.databases(), change.agents(), false);
        }
        boolean named = change.directories().contains(directory);
        return moved.isEmpty() && !named
                ? Change.NOTHING
                : new Change(Set.of(directory), moved, named && change.databases(), false, false);
    }
}
