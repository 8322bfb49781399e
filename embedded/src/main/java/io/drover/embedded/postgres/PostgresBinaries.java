package io.drover.embedded.postgres;

import io.drover.embedded.part.FileTree;
import io.drover.embedded.part.StackException;
import io.drover.embedded.part.UserCache;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
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

    /** The folder with {@code bin}, {@code lib} and {@code share}; several processes may ask at once. */
    static Path unpacked() {
        ClassLoader loader = PostgresBinaries.class.getClassLoader();
        try (InputStream archive = loader.getResourceAsStream(ARCHIVE)) {
            if (archive == null || !System.getProperty("os.arch").equals("amd64")) {
                throw new StackException("The embedded PostgreSQL runs on Linux with x86-64 only.");
            }
            byte[] packed = archive.readAllBytes();
            Path home = UserCache.folder().resolve("postgres-" + Fingerprint.of(packed));
            if (!Files.isDirectory(home)) {
                unpack(new java.io.ByteArrayInputStream(packed), home);
            }
            return home;
        } catch (IOException e) {
            throw new StackException("Cannot unpack PostgreSQL: " + e.getMessage(), e);
        }
    }

    /** Unpacks beside the place and moves: whoever comes second finds the place taken and uses what is there. */
    private static void unpack(InputStream packed, Path home) throws IOException {
        Path fresh = Files.createTempDirectory(home.getParent(), "unpacking-");
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                write(entry, tar, fresh);
            }
            Files.move(fresh, home);
        } catch (FileAlreadyExistsException | java.nio.file.DirectoryNotEmptyException e) {
            FileTree.delete(fresh);
        } catch (IOException e) {
            FileTree.delete(fresh);
            throw e;
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
