package io.drover.status.projection;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The rows of databases that have to be computed again, each with digests newly found complete on it. */
final class Touched {
    record Key(long target, String directory) {}

    private final Map<Key, Set<String>> rows = new LinkedHashMap<>();

    void add(long target, String directory) {
        if (directory != null) {
            rows.computeIfAbsent(new Key(target, directory), key -> new TreeSet<>());
        }
    }

    void complete(long target, String directory, String digest) {
        add(target, directory);
        rows.get(new Key(target, directory)).add(digest);
    }

    Map<Key, Set<String>> rows() {
        return rows;
    }
}
