package io.drover.engine.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Changing a migration folder on disk: a new file, a fresh {@code atlas.sum}. */
public final class MigrationFiles {

    private static final DateTimeFormatter VERSION =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private MigrationFiles() {}

    /**
     * The name of a migration written now.
     *
     * @param now becomes the version, in UTC to the second
     * @param nameOrNull becomes the description; spaces turn into underscores
     */
    public static String newFileName(Instant now, String nameOrNull) {
        String version = VERSION.format(now);
        return nameOrNull == null || nameOrNull.isBlank()
                ? version + Migration.SUFFIX
                : version + "_" + nameOrNull.strip().replace(' ', '_') + Migration.SUFFIX;
    }

    /**
     * The name for a migration written now into a folder: the second after, where the folder has a migration of this
     * one, so that two quick calls get a version each.
     */
    public static String newFileName(Path folder, Instant now, String nameOrNull) {
        Instant moment = now;
        while (hasVersion(folder, VERSION.format(moment))) {
            moment = moment.plusSeconds(1);
        }
        return newFileName(moment, nameOrNull);
    }

    private static boolean hasVersion(Path folder, String version) {
        String[] taken = folder.toFile()
                .list((parent, name) -> name.equals(version + Migration.SUFFIX) || name.startsWith(version + "_"));
        return taken != null && taken.length > 0;
    }

    /**
     * Writes a new migration and the {@code atlas.sum} that vouches for it. Makes the folder when it is not there.
     *
     * @return the file
     * @throws InvalidDirectory when the name cannot be that of a migration, or another file has its version; nothing is
     *     written then
     * @throws java.nio.file.FileAlreadyExistsException when there is such a file
     */
    public static Path write(Path dir, String fileName, String content) throws IOException {
        Path file = dir.resolve(fileName);
        List<SourceFile> files = new ArrayList<>();
        if (Files.isDirectory(dir) && !Files.exists(file)) {
            files.addAll(MigrationDirectory.filesOf(dir));
        }
        files.add(new SourceFile(fileName, new byte[0]));
        FileNames.checkAndOrder(files);
        Files.createDirectories(dir);
        Files.writeString(file, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        rehash(dir);
        return file;
    }

    /**
     * Writes a whole directory into a folder without migrations, {@code atlas.sum} last: a folder that a kill left
     * unfinished has none. Makes the folder when it is not there.
     *
     * @throws java.nio.file.FileAlreadyExistsException when a file of one of the names is there
     */
    public static void writeAll(Path dir, MigrationDirectory directory) throws IOException {
        Files.createDirectories(dir);
        for (Migration migration : directory.migrations()) {
            Files.write(
                    dir.resolve(migration.fileName()),
                    migration.content(),
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE);
        }
        rehash(dir);
    }

    /**
     * Rewrites {@code atlas.sum} for the files as they are. A kill leaves either the old or the new one.
     *
     * @return the directory as it is now
     */
    public static MigrationDirectory rehash(Path dir) throws IOException {
        MigrationDirectory directory = MigrationDirectory.fromPath(dir);
        Path sum = dir.resolve(SumFile.NAME);
        if (directory.isEmpty()) {
            Files.deleteIfExists(sum);
            return directory;
        }
        Path fresh = dir.resolve("." + SumFile.NAME + ".new");
        Files.writeString(fresh, directory.sumText());
        Files.move(fresh, sum, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        return MigrationDirectory.fromPath(dir);
    }
}
