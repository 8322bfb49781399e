package io.drover.registry.directory;

import io.drover.contracts.DirectoryPushed;
import io.drover.contracts.DirectoryPushed.MigrationFile;
import io.drover.contracts.DirectoryPushed.PushContext;
import io.drover.contracts.DirectoryPushed.Tag;
import io.drover.registry.content.ContentFile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What the other services are told about a push, small enough for one record however many files there are. */
final class DirectoryPushedEvent {
    private static final int MAX_BYTES = 240 * 1024;
    private static final int BYTES_AROUND = 4 * 1024;
    private static final int BYTES_PER_TAG = 40;
    private static final int BYTES_PER_FILE = 160;
    /** In UTF-8, or with the backslash that JSON wants before it. */
    private static final int BYTES_PER_CHAR = 3;

    private DirectoryPushedEvent() {}

    static DirectoryPushed of(
            Directory directory, DirectoryVersion version, List<ContentFile> files, List<DirectoryTag> tags) {
        return of(directory, directory.eventSequence, version, files, tags);
    }

    /** The same as number {@code aggregateSequence} of the directory's events. */
    static DirectoryPushed of(
            Directory directory,
            long aggregateSequence,
            DirectoryVersion version,
            List<ContentFile> files,
            List<DirectoryTag> tags) {
        List<Tag> told =
                tags.stream().map(tag -> new Tag(tag.name, tag.sequence)).toList();
        return new DirectoryPushed(
                directory.name,
                aggregateSequence,
                version.sequence,
                version.digest,
                version.h1,
                version.lastMigration,
                version.fileCount,
                newest(files, MAX_BYTES - BYTES_AROUND - size(told) - size(version.context())),
                told,
                version.pushedAt,
                version.pushedBy,
                version.context());
    }

    /** The last files that fit, at most {@link DirectoryPushed#MAX_FILES}. */
    static List<MigrationFile> newest(List<ContentFile> files, int bytes) {
        List<MigrationFile> newest = new ArrayList<>();
        int left = bytes;
        for (int i = files.size() - 1; i >= 0 && newest.size() < DirectoryPushed.MAX_FILES; i--) {
            ContentFile file = files.get(i);
            left -= BYTES_PER_FILE + 2 * file.name().length();
            if (left < 0) {
                break;
            }
            newest.add(new MigrationFile(
                    file.name(), file.version(), file.description(), file.statements(), file.sha256()));
        }
        Collections.reverse(newest);
        return newest;
    }

    private static int size(PushContext context) {
        return context == null
                ? 0
                : Stream.of(context.repo(), context.branch(), context.commit(), context.url(), context.user())
                        .filter(Objects::nonNull)
                        .mapToInt(text -> BYTES_PER_CHAR * text.length())
                        .sum();
    }

    private static int size(List<Tag> tags) {
        return tags.stream()
                .mapToInt(tag -> BYTES_PER_TAG + tag.name().length())
                .sum();
    }
}
