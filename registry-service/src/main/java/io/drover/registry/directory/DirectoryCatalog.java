package io.drover.registry.directory;

import io.drover.kit.page.Page;
import io.drover.registry.content.ContentStore;
import io.quarkus.panache.common.Parameters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Finds directories and versions. Thread-safe. */
@ApplicationScoped
@Transactional
public class DirectoryCatalog {
    private final ContentStore contents;

    DirectoryCatalog(ContentStore contents) {
        this.contents = contents;
    }

    /** The newest version of each directory whose name contains {@code text}, by name, after a name. */
    Page<VersionSnapshot> newest(String text, String after, int limit) {
        List<DirectoryVersion> rows = DirectoryVersion.<DirectoryVersion>find(
                        """
                        FROM DirectoryVersion v JOIN FETCH v.directory d
                        WHERE v.sequence = d.latest AND d.name > :after AND locate(:text, lower(d.name)) > 0
                        ORDER BY d.name""", Parameters.with("after", after).and("text", text.toLowerCase(Locale.ROOT)))
                .range(0, limit)
                .list();
        return page(rows, limit, row -> row.directory.name);
    }

    /** The newest version of a directory, without files. */
    VersionSnapshot newest(String name) {
        return snapshot(find(name));
    }

    /** The versions of a directory below a sequence, newest first, without files. */
    Page<VersionSnapshot> versions(String name, int below, int limit) {
        Directory directory = find(name).directory;
        List<DirectoryVersion> rows = DirectoryVersion.<DirectoryVersion>find(
                        "directory = ?1 AND sequence < ?2 ORDER BY sequence DESC", directory, below)
                .range(0, limit)
                .list();
        return page(rows, limit, row -> String.valueOf(row.sequence));
    }

    /** One version with its files. */
    VersionSnapshot version(String name, String reference) {
        DirectoryVersion version = resolve(name, reference);
        return VersionSnapshot.of(version, contents.files(version.digest), tags(List.of(version)));
    }

    /** One version alone. */
    DirectoryVersion resolve(String name, String reference) {
        DirectoryVersion newest = find(name);
        VersionReference wanted = VersionReference.parse(reference);
        if (wanted instanceof VersionReference.Latest) {
            return newest;
        }
        Optional<DirectoryVersion> found;
        if (wanted instanceof VersionReference.Sequence sequence) {
            found = DirectoryVersion.find(name, sequence.number());
        } else {
            found = Names.isName(reference)
                    ? DirectoryTag.find(newest.directory.id, reference)
                            .flatMap(tag -> DirectoryVersion.find(name, tag.sequence))
                    : Optional.empty();
        }
        return found.orElseThrow(() -> Missing.version(newest.directory, wanted, tags(List.of(newest))));
    }

    private static DirectoryVersion find(String name) {
        Optional<DirectoryVersion> found = Names.isName(name)
                ? DirectoryVersion.find(
                                "FROM DirectoryVersion v JOIN FETCH v.directory d WHERE d.name = ?1 AND v.sequence = d.latest",
                                name)
                        .firstResultOptional()
                : Optional.empty();
        return found.orElseThrow(() -> Missing.directory(
                name, Directory.find("ORDER BY name").range(0, Missing.NAMED).list()));
    }

    private static Page<VersionSnapshot> page(
            List<DirectoryVersion> rows, int limit, Function<DirectoryVersion, String> key) {
        List<DirectoryTag> tags = tags(rows);
        return Page.of(
                rows.stream()
                        .map(row -> VersionSnapshot.of(row, List.of(), tags))
                        .toList(),
                limit,
                row -> List.of(key.apply(row.version())));
    }

    private static VersionSnapshot snapshot(DirectoryVersion version) {
        return VersionSnapshot.of(version, List.of(), tags(List.of(version)));
    }

    private static List<DirectoryTag> tags(List<DirectoryVersion> versions) {
        return versions.isEmpty()
                ? List.of()
                : DirectoryTag.of(versions.stream()
                        .map(version -> version.directory.id)
                        .distinct()
                        .toList());
    }
}
