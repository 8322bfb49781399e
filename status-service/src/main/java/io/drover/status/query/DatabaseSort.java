package io.drover.status.query;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;

/** An order of databases, and where a page of it starts. Targets are ordered bytewise by name. */
enum DatabaseSort {
    TARGET("target", ">"),
    TARGET_DOWN("-target", "<"),
    UPDATED("updatedAt", ">"),
    UPDATED_DOWN("-updatedAt", "<");

    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

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
        return byTime() ? "d.updated_at" : "d.name";
    }

    String order() {
        String direction = after.equals("<") ? " DESC" : "";
        return key() + direction + ", d.target" + direction + ", d.directory" + direction;
    }

    /** Adds where the page starts; a key that does not fit this order is a fault. */
    void startAfter(List<String> cursor, Where where, Parameters parameters) {
        if (cursor == null) {
            return;
        }
        try {
            Object first = byTime() ? time(cursor.get(0)) : cursor.get(0);
            Long target = Long.valueOf(cursor.get(1));
            where.and("(" + key() + ", d.target, d.directory) " + after + " (?, ?, ?)", first, target, cursor.get(2));
        } catch (DateTimeException | NumberFormatException e) {
            parameters.fault("cursor", "The cursor belongs to another order; start without a cursor.");
        }
    }

    /** A time that PostgreSQL knows too. */
    private static Instant time(String text) {
        Instant time = Instant.parse(text);
        if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
            throw new DateTimeException("Not between " + EARLIEST + " and " + LATEST);
        }
        return time;
    }

    List<String> keyOf(DatabaseStore.Row row) {
        DatabaseView view = row.view();
        return List.of(
                byTime() ? view.updatedAt().toString() : view.target(),
                String.valueOf(row.targetId()),
                view.directory());
    }
}
