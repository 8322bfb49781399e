package io.drover.engine.directory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A series of migration files in the order in which they are applied: bytewise by file name.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class MigrationDirectory {

    private final List<SourceFile> files;
    private final List<Migration> migrations;
    private final Map<String, Migration> byVersion;
    private final SumFile sum;
    private final String storedSum;
    private final SumFault fault;

    private MigrationDirectory(List<SourceFile> ordered, String storedSum) {
        this.files = ordered;
        this.sum = SumFile.compute(ordered);
        this.storedSum = storedSum;
        Map<String, String> hashes = sum.hashes();
        Map<String, Migration> found = new LinkedHashMap<>();
        for (SourceFile file : ordered) {
            Migration migration = new Migration(file.name(), file.content(), hashes.getOrDefault(file.name(), ""));
            found.put(migration.version(), migration);
        }
        this.byVersion = found;
        this.migrations = List.copyOf(found.values());
        this.fault = compared();
    }

    /**
     * Reads the {@code *.sql} files of a folder and its {@code atlas.sum} if it has one; sub-folders and other files do
     * not count.
     *
     * @throws InvalidDirectory when a file's name cannot be that of a migration, or two files have one version
     */
    public static MigrationDirectory fromPath(Path dir) throws IOException {
        Path sum = dir.resolve(SumFile.NAME);
        return of(filesOf(dir), Files.exists(sum) ? Files.readString(sum) : null);
    }

    static List<SourceFile> filesOf(Path dir) throws IOException {
        List<SourceFile> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(dir, "*" + Migration.SUFFIX)) {
            for (Path entry : entries) {
                if (Files.isRegularFile(entry)) {
                    files.add(new SourceFile(entry.getFileName().toString(), Files.readAllBytes(entry)));
                }
            }
        }
        return files;
    }

    /**
     * Reads a plain tar of {@code atlas.sum} and {@code *.sql} files. No bytes at all are an empty directory.
     *
     * @throws InvalidDirectory when it is no such archive
     */
    public static MigrationDirectory fromTar(byte[] tar) {
        List<SourceFile> files = new ArrayList<>(CanonicalTar.read(tar));
        String sum = null;
        for (SourceFile file : List.copyOf(files)) {
            if (file.name().equals(SumFile.NAME) && sum == null) {
                sum = new String(file.content(), StandardCharsets.UTF_8);
                files.remove(file);
            }
        }
        return of(files, sum);
    }

    /**
     * All files of a plain tar under the names they have there, whatever those are.
     *
     * @throws InvalidDirectory when it is no such archive
     */
    public static List<SourceFile> filesOfTar(byte[] tar) {
        return CanonicalTar.read(tar);
    }

    /**
     * Makes a directory of files that are already in memory.
     *
     * @param files in any order
     * @param sumTextOrNull content of {@code atlas.sum}, null when there is none
     * @throws InvalidDirectory with all faults of all names, two files with one version among them
     */
    public static MigrationDirectory of(List<SourceFile> files, String sumTextOrNull) {
        return new MigrationDirectory(FileNames.checkAndOrder(files), sumTextOrNull);
    }

    /** The same files, to be compared with this {@code atlas.sum}. */
    public MigrationDirectory withSum(String sumText) {
        return new MigrationDirectory(files, sumText);
    }

    /** The migrations in their order. */
    public List<Migration> migrations() {
        return migrations;
    }

    /** The migration of this version; no two files share one. */
    public Optional<Migration> find(String version) {
        return Optional.ofNullable(byVersion.get(version));
    }

    /** The total of the files as they are, {@code h1:…}. */
    public String h1() {
        return sum.h1();
    }

    /** {@code atlas.sum} as it should be for these files; empty for an empty directory. */
    public String sumText() {
        return isEmpty() ? "" : sum.text();
    }

    /**
     * Compares the stored {@code atlas.sum} with the files; empty when it fits or when there is nothing at all. Costs
     * nothing: it was compared once, for all targets.
     */
    public Optional<SumFault> verify() {
        return Optional.ofNullable(fault);
    }

    /** Null when the sum fits. */
    private SumFault compared() {
        if (storedSum == null) {
            return isEmpty() ? null : SumFault.of(SumFault.Kind.NOT_FOUND);
        }
        if (isEmpty() && storedSum.isEmpty()) {
            return null;
        }
        Optional<SumFile> stored = SumFile.parse(storedSum);
        return stored.isEmpty()
                ? SumFault.of(SumFault.Kind.FORMAT_INVALID)
                : stored.get()
                        .compareTo(sum, files.stream().map(SourceFile::name).toList())
                        .orElse(null);
    }

    /**
     * The archive of this directory: {@code atlas.sum} as it should be, then the files. Equal directories have equal
     * bytes. An empty directory is an archive without entries.
     */
    public byte[] canonicalTar() {
        List<SourceFile> entries = new ArrayList<>();
        if (!isEmpty()) {
            entries.add(new SourceFile(SumFile.NAME, sum.text().getBytes(StandardCharsets.UTF_8)));
        }
        entries.addAll(files);
        return CanonicalTar.write(entries);
    }

    /** Identity of the content: lower-case hex SHA-256 of {@link #canonicalTar()}. */
    public String digest() {
        return Sha256.hex(canonicalTar());
    }

    /** True when there is no migration. */
    public boolean isEmpty() {
        return files.isEmpty();
    }
}
