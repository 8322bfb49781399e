package io.drover.registry.directory;

import io.drover.contracts.DirectoryPushed.PushContext;
import java.time.Instant;
import java.util.List;

/**
 * A directory version as JSON.
 *
 * @param url the directory's page
 */
record VersionView(
        String directory,
        int sequence,
        String digest,
        String h1,
        List<String> tags,
        Instant pushedAt,
        String pushedBy,
        PushContext context,
        List<File> files,
        String url) {

    record File(String name, String version, String description, int statements, String sha256) {}

    static VersionView of(VersionSnapshot snapshot, String url) {
        DirectoryVersion version = snapshot.version();
        return new VersionView(
                version.directory.name,
                version.sequence,
                version.digest,
                version.h1,
                snapshot.tags(),
                version.pushedAt,
                version.pushedBy,
                version.context(),
                snapshot.files().stream()
                        .map(file -> new File(
                                file.name(), file.version(), file.description(), file.statements(), file.sha256()))
                        .toList(),
                url);
    }
}
