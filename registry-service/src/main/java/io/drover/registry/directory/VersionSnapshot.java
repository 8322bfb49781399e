package io.drover.registry.directory;

import io.drover.registry.content.ContentFile;
import java.util.List;

/**
 * A version with what belongs to it in other tables.
 *
 * @param files in order; empty where only the version itself was asked for
 * @param tags names that point to it, sorted
 */
record VersionSnapshot(DirectoryVersion version, List<ContentFile> files, List<String> tags) {

    /** Takes from the tags of one or more directories those that point to the version. */
    static VersionSnapshot of(DirectoryVersion version, List<ContentFile> files, List<DirectoryTag> tags) {
        List<String> names = tags.stream()
                .filter(tag -> tag.directoryId.equals(version.directory.id) && tag.sequence == version.sequence)
                .map(tag -> tag.name)
                .toList();
        return new VersionSnapshot(version, files, names);
    }
}
