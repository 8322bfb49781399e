package io.drover.registry.directory;

import java.util.Locale;

/** How a caller points to a version of a directory (P2). */
sealed interface VersionReference {

    record Sequence(long number) implements VersionReference {}

    record Latest() implements VersionReference {}

    record Tag(String name) implements VersionReference {}

    /** Reads {@code 3}, {@code latest} or the name of a tag. Any text is one of them. */
    static VersionReference parse(String text) {
        if (text.matches("[0-9]{1,18}")) {
            return new Sequence(Long.parseLong(text));
        }
        if (text.toLowerCase(Locale.ROOT).equals("latest")) {
            return new Latest();
        }
        return new Tag(text);
    }
}
