package io.drover.registry.directory;

import io.drover.kit.problem.Problem;
import io.drover.kit.problem.ProblemType;
import java.util.List;
import java.util.stream.Collectors;

/** Says that something is not there, and what is there instead. */
final class Missing {
    /** Most names that a sentence lists. */
    static final int NAMED = 10;

    private Missing() {}

    /**
     * No directory of that name.
     *
     * @param some up to {@value #NAMED} + 1 directories
     */
    static Problem directory(String name, List<Directory> some) {
        String there = some.isEmpty()
                ? "nothing has been pushed yet"
                : "there are "
                        + names(some.stream().map(directory -> directory.name).toList());
        return Problem.of(ProblemType.NOT_FOUND, "There is no directory \"%s\"; %s.", name, there);
    }

    static Problem version(Directory directory, VersionReference wanted, List<DirectoryTag> tags) {
        String versions = directory.latest == 1 ? "its only version is 1" : "its versions are 1 to " + directory.latest;
        if (wanted instanceof VersionReference.Sequence sequence) {
            return Problem.of(
                    ProblemType.NOT_FOUND,
                    "The directory %s has no version %d; %s.",
                    directory.name,
                    sequence.number(),
                    versions);
        }
        String name = ((VersionReference.Tag) wanted).name();
        String there = tags.isEmpty()
                ? "it has none, and " + versions
                : "its tags are " + names(tags.stream().map(tag -> tag.name).toList());
        return Problem.of(
                ProblemType.NOT_FOUND, "The directory %s has no tag \"%s\"; %s.", directory.name, name, there);
    }

    static Problem file(DirectoryVersion version, String file, List<String> files) {
        String there = files.isEmpty() ? "it has no files" : "its files are " + names(files);
        return Problem.of(
                ProblemType.NOT_FOUND,
                "Version %d of %s has no file \"%s\"; %s.",
                version.sequence,
                version.directory.name,
                file,
                there);
    }

    private static String names(List<String> names) {
        String listed = names.stream().limit(NAMED).collect(Collectors.joining(", "));
        return names.size() > NAMED ? listed + " and more" : listed;
    }
}
