package io.drover.status.query;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;

/** An order of databases, and where a page of it starts. Targets are ordered bytewise by name. */
enum DatabaseSort {
    TARGET("target", ">"),
    TARGET_DOWN("-target", "<"),
    UPDATED("updatedAt", ">"),
    UPDATED_DOWN("-updatedAt", "<");

    private final String word;
    private final String after;

    DatabaseSort(String word, String after) {
        this.word = word;
        this.after = after;
    }

    static DatabaseSort read(Parameters parameters) {
        String word = parameters.oneOf("sort", "target", "-target", "updatedAt", "-updatedAt");
        for (DatabaseSort sort : values()) {
            if (sort.word.equals(word)) {
                return sort;
            }
        }
        return TARGET;
    }

    private boolean byTime() {
        return this == UPDATED || this == UPDATED_DOWN;
    }

    private String key() {
        return byTime() ? "d.updated_at" : "t.name";
    }

    String order() {
        String direction = after.equals("<") ? " DESC" : "";
        return key() + direction + ", t.id" + direction + ", d.directory" + direction;
    }

    /** Adds where the page starts; a key that does not fit this order is a fault. */
    void startAfter(List<String> cursor, Where where, Parameters parameters) {
        if (cursor == null) {
            return;
        }
        try {
            Object first = byTime() ? Instant.parse(cursor.get(0)) : cursor.get(0);
            String condition = "(" + key() + ", t.id, d.directory) " + after + " (?, ?, ?)";
            where.and(condition, first, Long.valueOf(cursor.get(1)), cursor.get(2));
        } catch (DateTimeParseException | NumberFormatException e) {
            parameters.fault("cursor", "The cursor belongs to another order; start without a cursor.");
        }
    }

    List<String> keyOf(DatabaseStore.Row row) {
        DatabaseView view = row.view();
        return List.of(
                byTime() ? view.updatedAt().toString() : view.target(),
                String.valueOf(row.targetId()),
                view.directory());
    }
}
