package io.drover.registry.directory;

import io.drover.contracts.DirectoryPushed.PushContext;
import java.time.Instant;
import java.util.List;

/**
 * A directory version in a list: without its files, which may be thousands.
 *
 * @param lastMigration version of the last migration, {@code ""} for an empty directory
 */
record VersionSummary(
        String directory,
        int sequence,
        String digest,
        String h1,
        List<String> tags,
        Instant pushedAt,
        String pushedBy,
        PushContext context,
        int fileCount,
        String lastMigration,
        String url) {

    static VersionSummary of(VersionSnapshot snapshot, String url) {
        DirectoryVersion version = snapshot.version();
        return new VersionSummary(
                version.directory.name,
                version.sequence,
                version.digest,
                version.h1,
                snapshot.tags(),
                version.pushedAt,
                version.pushedBy,
                version.context(),
                version.fileCount,
                version.lastMigration,
                url);
    }
}
