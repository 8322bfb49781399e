package io.drover.engine.directory;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * One file of a migration directory. Thread-safe: what is asked often is found out once, for all targets that the file
 * goes to.
 */
public final class Migration {

    static final String SUFFIX = ".sql";

    private final String fileName;
    private final byte[] content;
    private final String entryHash;
    private final String version;
    private final String description;
    /** Null until somebody asks; threads that ask at once find out the same. */
    private FileDirectives top;

    private FileDirectives directives;
    private Txtar txtar;

    /**
     * @param fileName {@code <version>_<description>.sql}, or {@code <version>.sql}
     * @param content raw bytes, shared and not to be changed
     * @param entryHash what the revisions table stores in {@code hash}: the base64 of the file's line in {@code atlas.sum}
     *     without {@code h1:}; empty for a file that asked to be left out of the checksum
     */
    public Migration(String fileName, byte[] content, String entryHash) {
        this.fileName = Objects.requireNonNull(fileName, "fileName");
        this.content = Objects.requireNonNull(content, "content");
        this.entryHash = Objects.requireNonNull(entryHash, "entryHash");
        this.version = versionOf(fileName);
        this.description = descriptionOf(fileName);
    }

    /** {@code <version>_<description>.sql}, or {@code <version>.sql}. */
    public String fileName() {
        return fileName;
    }

    /** The raw bytes, shared and not to be changed. */
    public byte[] content() {
        return content;
    }

    /** What the revisions table stores in {@code hash}; empty for a file that asked to be left out of the checksum. */
    public String entryHash() {
        return entryHash;
    }

    /** What stands before the first underscore. Versions are strings and compare bytewise. */
    public String version() {
        return version;
    }

    static String versionOf(String fileName) {
        String stem = stem(fileName);
        int underscore = stem.indexOf('_');
        return underscore < 0 ? stem : stem.substring(0, underscore);
    }

    /** What stands after the first underscore; empty when there is none. */
    public String description() {
        return description;
    }

    private static String descriptionOf(String fileName) {
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
        FileDirectives known = directives;
        if (known == null) {
            known = txtar().map(archive -> top().and(archive.migration().directives()))
                    .orElse(top());
            directives = known;
        }
        return known;
    }

    /** The parts of a file that is an archive; empty for any other. */
    public Optional<Txtar> txtar() {
        Txtar known = txtar;
        if (known == null && top().has(Txtar.DIRECTIVE)) {
            known = Txtar.of(content);
            txtar = known;
        }
        return Optional.ofNullable(known);
    }

    private FileDirectives top() {
        FileDirectives known = top;
        if (known == null) {
            known = FileDirectives.of(content);
            top = known;
        }
        return known;
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
