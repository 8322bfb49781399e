package io.drover.engine.format;

import io.drover.engine.directory.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The files of a folder on disk that a layout wants to see, by name. */
final class SourceFolder {

    private final Path root;
    private final Layout layout;
    private final Set<Path> visited = new HashSet<>();
    private final List<SourceFile> found = new ArrayList<>();

    private SourceFolder(Path root, Layout layout) {
        this.root = root;
        this.layout = layout;
    }

    static List<SourceFile> files(Path root, Layout layout) throws IOException {
        SourceFolder folder = new SourceFolder(root, layout);
        folder.visit(root);
        folder.found.sort(Comparator.comparing(SourceFile::name));
        return folder.found;
    }

    /** Links are followed, but nothing is visited twice: a link may lead back up. */
    private void visit(Path folder) throws IOException {
        if (!visited.add(folder.toRealPath())) {
            return;
        }
        for (Path entry : entries(folder)) {
            String path = root.relativize(entry).toString().replace('\\', '/');
            if (entry.getFileName().toString().startsWith(".")) {
                continue;
            }
            if (layout.isRecursive() && Files.isDirectory(entry)) {
                visit(entry);
            } else if (layout.reads(path) && Files.isRegularFile(entry)) {
                found.add(new SourceFile(path, Files.readAllBytes(entry)));
            }
        }
    }

    private static List<Path> entries(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        }
    }
}
