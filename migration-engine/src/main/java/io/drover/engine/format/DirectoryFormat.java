package io.drover.engine.format;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whose layout the files of a directory have: what {@code ?format=} may say. */
public enum DirectoryFormat {
    /** Ours: nothing has to be rewritten. */
    ATLAS("atlas", null),
    /**
     * {@code <n>_<description>.up.sql}; the {@code .down.sql} stay behind. Knows no way to leave the transaction out for
     * a single file.
     */
    GOLANG_MIGRATE("golang-migrate", new GolangMigrateLayout()),
    /** What stands between {@code -- +goose Up} and {@code -- +goose Down}; {@code NO TRANSACTION} is kept. */
    GOOSE("goose", new GooseLayout()),
    /** What stands between {@code -- migrate:up} and {@code -- migrate:down}; {@code transaction:false} is kept. */
    DBMATE("dbmate", new DbmateLayout()),
    /**
     * {@code V}, {@code B} and {@code R} files of a folder and its sub-folders; {@code executeInTransaction=false} in the
     * {@code .conf} file beside a script is kept.
     */
    FLYWAY("flyway", new FlywayLayout()),
    /** Formatted SQL, a file for each changeset; {@code runInTransaction:false} is kept. */
    LIQUIBASE("liquibase", new LiquibaseLayout());

    private final String label;
    private final Layout layout;

    DirectoryFormat(String label, Layout layout) {
        this.label = label;
        this.layout = layout;
    }

    /** The name as users write it. */
    public String label() {
        return label;
    }

    /** True when the files have to be rewritten. */
    public boolean isForeign() {
        return this != ATLAS;
    }

    /** The format of this name in any case; empty when there is none. */
    public static Optional<DirectoryFormat> parse(String name) {
        return Arrays.stream(values())
                .filter(format -> format.label.equalsIgnoreCase(name))
                .findFirst();
    }

    /** The names of all formats, for messages. */
    public static String known() {
        return Arrays.stream(values()).map(DirectoryFormat::label).collect(Collectors.joining(", "));
    }

    Layout layout() {
        return layout;
    }
}
