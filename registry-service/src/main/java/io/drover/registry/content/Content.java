package io.drover.registry.content;

import io.drover.engine.directory.InvalidDirectory;
import io.drover.engine.directory.InvalidDirectory.Fault;
import io.drover.engine.directory.Migration;
import io.drover.engine.directory.MigrationDirectory;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A migration directory in the form in which it is kept (P1). Immutable; the archive is shared and not to be changed.
 *
 * @param digest lower-case hex SHA-256 of the archive: the identity
 * @param h1 the total of {@code atlas.sum}, {@code h1:…}
 * @param archive the canonical tar
 * @param files in order
 */
public record Content(String digest, String h1, byte[] archive, List<ContentFile> files) {
    private static final int TAR_BLOCK = 512;

    public Content {
        files = List.copyOf(files);
    }

    /**
     * Reads a directory through, file by file.
     *
     * @throws InvalidDirectory with a fault for every file that is not UTF-8 or cannot be cut into statements
     */
    public static Content of(MigrationDirectory directory) {
        List<Fault> faults = new ArrayList<>();
        List<ContentFile> files = new ArrayList<>();
        int entry = directory.isEmpty() ? 0 : entrySize(directory.sumText().getBytes(StandardCharsets.UTF_8).length);
        for (Migration migration : directory.migrations()) {
            int bytes = migration.content().length;
            try {
                files.add(new ContentFile(
                        migration.fileName(),
                        migration.version(),
                        migration.description(),
                        StatementCount.of(migration.content()),
                        migration.sha256(),
                        entry + TAR_BLOCK,
                        bytes));
            } catch (UnreadableFile e) {
                faults.add(new Fault(migration.fileName(), e.getMessage()));
            }
            entry += entrySize(bytes);
        }
        if (!faults.isEmpty()) {
            throw new InvalidDirectory(faults);
        }
        byte[] archive = directory.canonicalTar();
        return new Content(sha256(archive), directory.h1(), archive, files);
    }

    /** Version of the last migration, {@code ""} when there is none. */
    public String lastMigration() {
        return files.isEmpty() ? "" : files.get(files.size() - 1).version();
    }

    private static int entrySize(int bytes) {
        return TAR_BLOCK + (bytes + TAR_BLOCK - 1) / TAR_BLOCK * TAR_BLOCK;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java platform has no SHA-256", e);
        }
    }
}
