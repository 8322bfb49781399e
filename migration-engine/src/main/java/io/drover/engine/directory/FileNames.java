package io.drover.engine.directory;

import io.drover.engine.directory.InvalidDirectory.Fault;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a migration file may be called, and whether one that says so is an archive. The tar that identifies a directory holds at most 100 bytes of ASCII. */
final class FileNames {

    private static final int MAX_LENGTH = 100;

    private FileNames() {}

    static List<SourceFile> checkAndOrder(List<SourceFile> files) {
        List<Fault> faults = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Map<String, String> firstOfVersion = firstOfVersion(files);
        for (SourceFile file : files) {
            String name = file.name();
            String fault = faultOf(name);
            if (fault != null) {
                faults.add(new Fault(name, fault));
            } else if (!seen.add(name)) {
                faults.add(new Fault(name, "this file is there twice"));
            } else if (!firstOfVersion.get(Migration.versionOf(name)).equals(name)) {
                String version = Migration.versionOf(name);
                faults.add(new Fault(
                        name,
                        "has the version " + version + ", as " + firstOfVersion.get(version)
                                + " has; give it a newer one"));
            }
            Txtar.faults(file.content()).forEach(sentence -> faults.add(new Fault(name, sentence)));
        }
        if (!faults.isEmpty()) {
            throw new InvalidDirectory(faults);
        }
        // Names are ASCII from here on, so comparing chars is comparing bytes.
        return files.stream().sorted(Comparator.comparing(SourceFile::name)).toList();
    }

    /** A revision is known by its version alone: of two files with one version the second would never be applied. */
    private static Map<String, String> firstOfVersion(List<SourceFile> files) {
        Map<String, String> first = new HashMap<>();
        for (SourceFile file : files) {
            if (faultOf(file.name()) == null) {
                first.merge(
                        Migration.versionOf(file.name()),
                        file.name(),
                        (one, other) -> one.compareTo(other) <= 0 ? one : other);
            }
        }
        return first;
    }

    private static String faultOf(String name) {
        if (name.contains("/") || name.contains("\\")) {
            return "a file name must not contain a path separator";
        }
        if (name.chars().anyMatch(c -> c < ' ' || c > '~')) {
            return "a file name may only contain printable ASCII characters";
        }
        if (!name.endsWith(Migration.SUFFIX)) {
            return "a migration file must end in .sql";
        }
        if (name.length() > MAX_LENGTH) {
            return "a file name may have at most " + MAX_LENGTH + " bytes, this one has " + name.length();
        }
        if (name.equals(Migration.SUFFIX) || name.startsWith("_")) {
            return "a file name must start with a version, as in 20240721101205_add_users.sql";
        }
        return null;
    }
}
