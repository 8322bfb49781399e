package io.drover.agent.target;

import io.drover.contracts.RunError;
import io.drover.engine.target.TargetUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Decides whether a file target is this agent's business and whether its file may be made (P7). A path means something
 * only on the host it was named on, unless it is below a folder that all hosts share; a file is made only below the
 * folders the operator has given, in a folder that is there, and never where a run has succeeded before: then a missing
 * file is a loss to be told, not an empty tenant to be made.
 *
 * <p>Servers are everywhere: the rule has nothing to say about them. Immutable, asks the file system at each call.
 */
public final class PlaceRule {
    private final String hostId;
    private final List<Path> roots;
    private final List<Path> sharedRoots;

    /** @param hostId of the machine this agent stands on */
    PlaceRule(String hostId, List<Path> roots, List<Path> sharedRoots) {
        this.hostId = hostId;
        this.roots = roots.stream().map(PlaceRule::plain).toList();
        this.sharedRoots = sharedRoots.stream().map(PlaceRule::plain).toList();
    }

    /** What the rule says. */
    public sealed interface Verdict {
        /** Go on; {@code mayCreate} says whether a missing file may be made. */
        record Here(boolean mayCreate) implements Verdict {}

        /** Do not touch it. */
        record NotHere(RunError error) implements Verdict {}
    }

    /**
     * Judges a target.
     *
     * @param namedOn the host the path was named on, null when not told
     * @param neverMigrated false when a run on this target has succeeded before
     */
    public Verdict judge(TargetUrl target, String namedOn, boolean neverMigrated) {
        Path file = target.file();
        if (file == null) {
            return new Verdict.Here(target.isMemory());
        }
        if (!hostId.equals(namedOn) && !isBelow(sharedRoots, file)) {
            return refused(
                    "wrong-host",
                    "the file " + file + " is on host " + namedOn + ", this agent is on host " + hostId,
                    "run an agent of this pool on that host, or set drover.sqlite.shared-roots");
        }
        if (Files.exists(file)) {
            return new Verdict.Here(false);
        }
        Path folder = file.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return missing(file, "and neither is its folder", "create the folder, or correct the URL of the target");
        }
        if (!neverMigrated) {
            return missing(file, "but was migrated before", "restore the file; it is not made anew");
        }
        if (!isBelow(roots, real(folder).resolve(file.getFileName()))) {
            return missing(
                    file,
                    "and this agent makes no files there",
                    "create the database, or add its folder to drover.sqlite.roots");
        }
        return new Verdict.Here(true);
    }

    private static Verdict missing(Path file, String why, String hint) {
        return refused("target-missing", "the file " + file + " is not there, " + why, hint);
    }

    private static Verdict refused(String code, String message, String hint) {
        return new Verdict.NotHere(RunError.of(code, message, hint));
    }

    private static boolean isBelow(List<Path> folders, Path file) {
        return folders.stream().anyMatch(folder -> file.startsWith(folder) || file.startsWith(real(folder)));
    }

    private static Path plain(Path path) {
        return path.toAbsolutePath().normalize();
    }

    /** Links resolved where that is possible: a link must not lead out of the folders that were given. */
    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path;
        }
    }
}
