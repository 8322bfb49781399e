package io.drover.status.projection;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** The rows of databases that have to be computed again. */
final class Touched {
    record Key(long target, String directory) {}

    private final Set<Key> rows = new LinkedHashSet<>();

    void add(long target, String directory) {
        if (directory != null) {
            rows.add(new Key(target, directory));
        }
    }

    Collection<Key> rows() {
        return rows;
    }
}
