package io.drover.embedded.part;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The folder for what can be made again at any time: unpacked binaries, class archives. Each user has an own one, since
 * what lies in it is executed: {@code $XDG_CACHE_HOME/drover}, else {@code ~/.cache/drover}, else a folder named after
 * the user below the system's temporary folder.
 */
public final class UserCache {
    private UserCache() {}

    /** An existing, writable folder of this user alone. */
    public static Path folder() {
        String xdg = System.getenv("XDG_CACHE_HOME");
        return Stream.of(
                        xdg == null || xdg.isBlank() ? null : Path.of(xdg, "drover"),
                        Path.of(System.getProperty("user.home"), ".cache", "drover"),
                        Path.of(System.getProperty("java.io.tmpdir"), "drover-" + System.getProperty("user.name")))
                .filter(Objects::nonNull)
                .filter(UserCache::isOurs)
                .findFirst()
                .orElseThrow(() -> new StackException(
                        "No writable folder for unpacked programs. Set XDG_CACHE_HOME to a folder of your own."));
    }

    /** Creates it when needed; a folder that somebody else made for us is not ours. */
    private static boolean isOurs(Path folder) {
        try {
            Files.createDirectories(folder.getParent());
            if (!Files.isDirectory(folder)) {
                Files.createDirectory(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            return Files.isWritable(folder) && Files.getOwner(folder).getName().equals(System.getProperty("user.name"));
        } catch (FileAlreadyExistsException raced) {
            return isOurs(folder);
        } catch (IOException cannot) {
            return false;
        }
    }
}
