package io.drover.engine.directory;

import java.util.Arrays;
import java.util.Objects;

/**
 * A file as somebody handed it in, before it is known to be a migration.
 *
 * @param name file name without any folder
 * @param content raw bytes; not copied, so the caller must not change them afterwards
 */
public record SourceFile(String name, byte[] content) {

    public SourceFile {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(content, "content");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SourceFile file && name.equals(file.name) && Arrays.equals(content, file.content);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(content);
    }

    @Override
    public String toString() {
        return name + " (" + content.length + " bytes)";
    }
}
