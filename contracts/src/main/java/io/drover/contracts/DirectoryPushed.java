package io.drover.contracts;

import java.time.Instant;
import java.util.List;

/**
 * A directory has a version: a new one, or the same one with moved tags.
 *
 * @param directory name of the directory
 * @param aggregateSequence rises with every event of this directory
 * @param sequence 1, 2, 3 …: the version that was pushed
 * @param digest lower-case hex SHA-256 of the canonical archive; what agents fetch by
 * @param h1 the total line of {@code atlas.sum}, {@code h1:…}; shown, never used as an address
 * @param lastMigration version string of the last migration, {@code ""} for an empty directory
 * @param fileCount number of migration files
 * @param files the files in order; the newest {@value #MAX_FILES} when there are more, so that the record stays small
 * @param tags every tag of the directory after this push, with the sequence it points to
 * @param pushedBy who pushed, {@code anonymous} until there is access control
 * @param context where the push came from, as told by the pusher; null when nothing was told
 */
public record DirectoryPushed(
        String directory,
        long aggregateSequence,
        int sequence,
        String digest,
        String h1,
        String lastMigration,
        int fileCount,
        List<MigrationFile> files,
        List<Tag> tags,
        Instant pushedAt,
        String pushedBy,
        PushContext context)
        implements DirectoryEvent {

    /** Most files that one record names. */
    public static final int MAX_FILES = 1_000;

    public DirectoryPushed {
        files = List.copyOf(files);
        tags = List.copyOf(tags);
    }

    /**
     * One file of a directory version.
     *
     * @param statements number of statements the file splits into
     * @param sha256 lower-case hex digest of the file's bytes
     */
    public record MigrationFile(String name, String version, String description, int statements, String sha256) {}

    /** A name that points to a version of the directory. */
    public record Tag(String name, int sequence) {}

    /** Where a push came from; every field may be null. */
    public record PushContext(String repo, String branch, String commit, String url, String user) {}
}
