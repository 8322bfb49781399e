package io.drover.status.projection;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What one or several transactions changed in the views, for those who watch them. Bounded however much it was: many runs
 * of one deployment become "its runs", many deployments become "everything".
 *
 * @param directories those with a new version, or with databases that changed
 * @param deployments by id
 * @param databases true when the list of databases is another
 * @param agents true when an agent came, went or does something else
 * @param everything true when the rest says too little and all has to be loaded anew
 */
public record Change(
        Set<String> directories, Map<Long, Moved> deployments, boolean databases, boolean agents, boolean everything) {
    public static final Change NOTHING = new Change(Set.of(), Map.of(), false, false, false);
    public static final Change EVERYTHING = new Change(Set.of(), Map.of(), false, false, true);

    private static final int MOST_DEPLOYMENTS = 500;
    private static final int MOST_DIRECTORIES = 500;
    private static final int MOST_CELLS = 2_000;

    /**
     * What changed in a deployment.
     *
     * @param directory null while it was not heard of
     * @param cells new state of runs by their position; null when they were too many
     */
    public record Moved(String directory, Map<Integer, String> cells) {
        private Moved and(Moved later) {
            Map<Integer, String> all = cells == null || later.cells == null ? null : united(cells, later.cells);
            return new Moved(later.directory == null ? directory : later.directory, all);
        }

        private Moved bounded() {
            return cells == null || cells.size() > MOST_CELLS ? new Moved(directory, null) : this;
        }
    }

    public boolean isNothing() {
        return directories.isEmpty() && deployments.isEmpty() && !databases && !agents && !everything;
    }

    /** Both, the later state of a run counts. When one of them is nothing, the other one itself. */
    public Change and(Change later) {
        if (isNothing() || later.everything) {
            return later;
        }
        if (later.isNothing() || everything) {
            return this;
        }
        Set<String> names = new HashSet<>(directories);
        names.addAll(later.directories);
        Map<Long, Moved> moved = new HashMap<>(deployments);
        later.deployments.forEach((id, more) -> moved.merge(id, more, Moved::and));
        return new Change(names, moved, databases || later.databases, agents || later.agents, false).bounded();
    }

    /** The same within the bounds. */
    Change bounded() {
        if (deployments.size() > MOST_DEPLOYMENTS || directories.size() > MOST_DIRECTORIES) {
            return EVERYTHING;
        }
        Map<Long, Moved> moved = new HashMap<>();
        deployments.forEach((id, one) -> moved.put(id, one.bounded()));
        return new Change(directories, moved, databases, agents, everything);
    }

    private static Map<Integer, String> united(Map<Integer, String> cells, Map<Integer, String> later) {
        Map<Integer, String> all = new HashMap<>(cells);
        all.putAll(later);
        return all;
    }
}
