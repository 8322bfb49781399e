package io.drover.embedded.postgres;

import io.drover.embedded.part.FileTree;
import io.drover.embedded.part.StackException;
import io.drover.embedded.part.UserCache;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The PostgreSQL programs, unpacked once per user and version from the archive on the class path. */
final class PostgresBinaries {
    private static final String ARCHIVE = "postgres-linux-x86_64.txz";

    private PostgresBinaries() {}

    /** The folder with {@code bin}, {@code lib} and {@code share}, unpacked or not yet. */
    static Path home() {
        if (!System.getProperty("os.arch").equals("amd64")) {
            throw new StackException("The embedded PostgreSQL runs on Linux with x86-64 only.");
        }
        return UserCache.folder().resolve("postgres-" + Fingerprint.of(archive()));
    }

    /**
     * Unpacks beside the place and moves; of several processes that do so at once, the first wins and the others use
     * what is there.
     */
    static void unpackTo(Path home) {
        if (Files.isDirectory(home)) {
            return;
        }
        try {
            Path fresh = Files.createTempDirectory(home.getParent(), "unpacking-");
            try {
                unpack(archive(), fresh);
                Files.move(fresh, home);
            } catch (FileAlreadyExistsException | DirectoryNotEmptyException cameSecond) {
                FileTree.delete(fresh);
            } catch (IOException e) {
                FileTree.delete(fresh);
                throw e;
            }
        } catch (IOException e) {
            throw new StackException("Cannot unpack PostgreSQL to " + home + ": " + e.getMessage(), e);
        }
    }

    private static byte[] archive() {
        try (InputStream archive = PostgresBinaries.class.getClassLoader().getResourceAsStream(ARCHIVE)) {
            if (archive == null) {
                throw new StackException("The PostgreSQL programs are not on the class path.");
            }
            return archive.readAllBytes();
        } catch (IOException e) {
            throw new StackException("Cannot read the PostgreSQL programs: " + e.getMessage(), e);
        }
    }

    private static void unpack(byte[] packed, Path root) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(packed)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                write(entry, tar, root);
            }
        }
    }

    private static void write(TarArchiveEntry entry, InputStream content, Path root) throws IOException {
        Path path = root.resolve(entry.getName()).normalize();
        if (!path.startsWith(root)) {
            throw new IOException("entry outside of the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(content, path);
        if ((entry.getMode() & 0100) != 0) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }
}
