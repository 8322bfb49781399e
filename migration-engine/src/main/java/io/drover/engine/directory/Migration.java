package io.drover.engine.directory;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * One file of a migration directory.
 *
 * @param fileName {@code <version>_<description>.sql}, or {@code <version>.sql}
 * @param content raw bytes, shared and not to be changed
 * @param entryHash what the revisions table stores in {@code hash}: the base64 of the file's line in {@code atlas.sum}
 *     without {@code h1:}; empty for a file that asked to be left out of the checksum
 */
public record Migration(String fileName, byte[] content, String entryHash) {

    static final String SUFFIX = ".sql";

    public Migration {
        Objects.requireNonNull(fileName, "fileName");
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(entryHash, "entryHash");
    }

    /** What stands before the first underscore. Versions are strings and compare bytewise. */
    public String version() {
        return versionOf(fileName);
    }

    static String versionOf(String fileName) {
        String stem = stem(fileName);
        int underscore = stem.indexOf('_');
        return underscore < 0 ? stem : stem.substring(0, underscore);
    }

    /** What stands after the first underscore; empty when there is none. */
    public String description() {
        String stem = stem(fileName);
        int underscore = stem.indexOf('_');
        return underscore < 0 ? "" : stem.substring(underscore + 1);
    }

    /** The content read as UTF-8; bytes that are no UTF-8 become the replacement character. */
    public String text() {
        return new String(content, StandardCharsets.UTF_8);
    }

    /** Lower-case hex SHA-256 of the content alone. */
    public String sha256() {
        return Sha256.hex(content);
    }

    /** The {@code atlas:} lines at the top of the file; of an archive also those at the top of its statements. */
    public FileDirectives directives() {
        FileDirectives top = FileDirectives.of(content);
        return top.has(Txtar.DIRECTIVE) ? top.and(Txtar.of(content).migration().directives()) : top;
    }

    /** The parts of a file that is an archive; empty for any other. */
    public Optional<Txtar> txtar() {
        return FileDirectives.of(content).has(Txtar.DIRECTIVE) ? Optional.of(Txtar.of(content)) : Optional.empty();
    }

    /**
     * The {@code atlas:} lines directly above one statement.
     *
     * @param offset where the statement's text begins in the file, in bytes
     */
    public StatementDirectives directivesAbove(int offset) {
        return StatementDirectives.above(content, offset);
    }

    private static String stem(String fileName) {
        return fileName.endsWith(SUFFIX) ? fileName.substring(0, fileName.length() - SUFFIX.length()) : fileName;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Migration migration
                && fileName.equals(migration.fileName)
                && entryHash.equals(migration.entryHash)
                && Arrays.equals(content, migration.content);
    }

    @Override
    public int hashCode() {
        return 31 * fileName.hashCode() + entryHash.hashCode();
    }

    @Override
    public String toString() {
        return fileName;
    }
}
