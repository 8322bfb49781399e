package io.drover.status.projection;

import io.drover.contracts.RunState;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a transaction touches: the rows of databases that have to be computed again, and what those who watch are told. */
final class Touched {
    record Key(long target, String directory) {}

    private final Set<Key> rows = new LinkedHashSet<>();
    private final Set<String> directories = new TreeSet<>();
    private final Map<Long, Map<Integer, String>> deployments = new HashMap<>();
    private boolean databases;
    private boolean agents;

    void add(long target, String directory) {
        if (directory != null) {
            rows.add(new Key(target, directory));
        }
    }

    Collection<Key> rows() {
        return rows;
    }

    /** A directory has another version, so its databases stand elsewhere. */
    void directory(String name) {
        directories.add(name);
        databases = true;
    }

    void deployment(long id) {
        deployments.computeIfAbsent(id, any -> new HashMap<>());
    }

    /** What became of a run, if that is another than before. */
    void run(RunStory story) {
        RunStory.RunRow before = story.stored();
        RunStory.RunRow after = story.row();
        if (after.equals(before) && story.changedAttempts().isEmpty()) {
            return;
        }
        deployment(after.deployment());
        boolean moved =
                before == null || before.position() == null || !after.state().equals(before.state());
        if (moved && after.position() != null) {
            deployments.get(after.deployment()).put(after.position(), after.state());
        }
        // a database says so when nobody knows what its newest run does
        databases |= isUnknown(after) || (before != null && isUnknown(before));
    }

    private static boolean isUnknown(RunStory.RunRow run) {
        return RunState.UNKNOWN.name().equals(run.state());
    }

    void databasesChanged() {
        databases = true;
    }

    void agentsChanged() {
        agents = true;
    }

    Set<Long> deployments() {
        return deployments.keySet();
    }

    /** All of it for those who watch; {@code owners} are the directories of deployments, as far as they are known. */
    Change change(Map<Long, String> owners) {
        Set<String> names = new TreeSet<>(directories);
        if (databases) {
            rows.forEach(row -> names.add(row.directory()));
        }
        Map<Long, Change.Moved> moved = new HashMap<>();
        deployments.forEach((id, cells) -> moved.put(id, new Change.Moved(owners.get(id), cells)));
        return new Change(names, moved, databases, agents, false).bounded();
    }
}
