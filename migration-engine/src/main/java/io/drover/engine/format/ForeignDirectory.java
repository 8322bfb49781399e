package io.drover.engine.format;

import io.drover.engine.directory.InvalidDirectory;
import io.drover.engine.directory.MigrationDirectory;
import io.drover.engine.directory.SourceFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A directory in the layout of another tool, rewritten in Atlas's: names, contents, {@code atlas.sum}. Immutable and safe
 * for use by many threads.
 *
 * <p>The same files always give the same result, and what a file becomes does not depend on files that are added after
 * it; only Flyway's repeatable migrations move to the end, under another version. An {@code atlas.sum} among the files
 * is not read: it would speak about other files.
 */
public final class ForeignDirectory {

    private static final int LONGEST_PATH = 1_000;

    private final Map<String, String> sources;
    private final MigrationDirectory directory;

    private ForeignDirectory(Map<String, String> sources, MigrationDirectory directory) {
        this.sources = sources;
        this.directory = directory;
    }

    /**
     * Reads a folder, for {@link DirectoryFormat#FLYWAY} with its sub-folders. Hidden files and folders do not count.
     *
     * @param format any but {@link DirectoryFormat#ATLAS}
     * @throws InvalidDirectory with everything that is wrong, by file of the folder
     */
    public static ForeignDirectory read(DirectoryFormat format, Path folder, Numbering numbering) throws IOException {
        return of(format, SourceFolder.files(folder, layout(format)), numbering);
    }

    /**
     * Rewrites files that are in memory.
     *
     * @param format any but {@link DirectoryFormat#ATLAS}
     * @param files in any order; for {@link DirectoryFormat#FLYWAY} a name may be a path with slashes. Files that the
     *     format does not read are left out, as they would be in a folder
     * @throws InvalidDirectory with everything that is wrong, by file as it was handed in
     */
    public static ForeignDirectory of(DirectoryFormat format, List<SourceFile> files, Numbering numbering) {
        Layout layout = layout(format);
        Faults faults = new Faults();
        List<SourceFile> read = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (SourceFile file : files) {
            if (!layout.reads(file.name())) {
                continue;
            }
            if (file.name().length() > LONGEST_PATH) {
                faults.add(
                        file.name().substring(0, LONGEST_PATH) + "…",
                        "a name may have at most " + LONGEST_PATH + " characters");
            } else if (!seen.add(file.name())) {
                faults.add(file.name(), "this file is there twice");
            } else {
                read.add(file);
            }
        }
        List<Draft> drafts = numbering.arrange(layout.drafts(read, faults), faults);
        faults.throwIfAny();
        Map<String, String> sources = new LinkedHashMap<>();
        drafts.forEach(draft -> sources.put(draft.fileName(), draft.source()));
        return new ForeignDirectory(sources, directory(drafts, sources));
    }

    /** The directory; its {@code atlas.sum} fits. */
    public MigrationDirectory directory() {
        return directory;
    }

    /** The file that a migration was made of. */
    public String sourceOf(String fileName) {
        return sources.get(fileName);
    }

    private static Layout layout(DirectoryFormat format) {
        if (!format.isForeign()) {
            throw new IllegalArgumentException("files in the format atlas need no rewriting");
        }
        return format.layout();
    }

    /** What a name may be is the directory's business; a fault is told of the file that people know. */
    private static MigrationDirectory directory(List<Draft> drafts, Map<String, String> sources) {
        List<SourceFile> files = drafts.stream()
                .map(draft -> new SourceFile(draft.fileName(), draft.content()))
                .toList();
        try {
            MigrationDirectory directory = MigrationDirectory.of(files, null);
            return directory.withSum(directory.sumText());
        } catch (InvalidDirectory e) {
            throw new InvalidDirectory(e.faults().stream()
                    .map(fault -> new InvalidDirectory.Fault(
                            sources.getOrDefault(fault.file(), fault.file()), fault.detail()))
                    .toList());
        }
    }
}
