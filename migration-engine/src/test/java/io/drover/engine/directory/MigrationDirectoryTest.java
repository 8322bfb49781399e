package io.drover.engine.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.drover.engine.directory.SumFault.Kind;
import io.drover.engine.directory.SumFault.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationDirectoryTest {

    private static final SourceFile INITIAL =
            file("20220318104614_initial.sql", "-- create \"tbl\" table\nCREATE TABLE tbl (`col` int NOT NULL);\n");
    private static final SourceFile SECOND =
            file("20220318104615_second.sql", "ALTER TABLE `tbl` ADD `col_2` bigint;\n");
    private static final String SUM = """
            h1:GMi7mvWSIHv0I/Wrc2NCGVt9Z5hWZbPa6wL986t7Z2o=
            20220318104614_initial.sql h1:FifWjY2X0g2YVnb18Qm+QBPvoldDOOob7bS0LrFuCXc=
            20220318104615_second.sql h1:wbPDlODOQeixCiopAhlT7W4xOO9TgJxzjYjxf4TA2f4=
            """;

    @Test
    void hashesTheWorkedExampleOfAtlas() {
        MigrationDirectory directory = MigrationDirectory.of(List.of(SECOND, INITIAL), SUM);

        assertThat(directory.sumText()).isEqualTo(SUM);
        assertThat(directory.h1()).isEqualTo("h1:GMi7mvWSIHv0I/Wrc2NCGVt9Z5hWZbPa6wL986t7Z2o=");
        assertThat(directory.verify()).isEmpty();
        assertThat(directory.migrations().get(1).entryHash()).isEqualTo("wbPDlODOQeixCiopAhlT7W4xOO9TgJxzjYjxf4TA2f4=");
    }

    @Test
    void countsOnlyTheNameOfAFileThatLeavesTheChecksum() {
        SourceFile ignored = file("2_ignored.sql", "-- atlas:sum ignore\nSELECT 1;\n");
        MigrationDirectory directory = MigrationDirectory.of(
                List.of(file("1_a.sql", "SELECT 1;\n"), ignored, file("3_b.sql", "SELECT 3;\n")), null);

        // Computed by a separate script.
        assertThat(directory.sumText()).isEqualTo("""
                h1:8EL24tmP1bShzZroE1obkmDmVGrknWkm49S1ZL73YPQ=
                1_a.sql h1:oHx7vmeRbxB72kdSGUkFhE08red3y82zeqcbzCxkGjo=
                3_b.sql h1:DjND2do2mA0ZO5+i147t2Cf/1URiWOqSz+QGIyU1Oks=
                """);
        assertThat(directory.find("2").orElseThrow().entryHash()).isEmpty();
        MigrationDirectory edited = MigrationDirectory.of(
                List.of(
                        file("1_a.sql", "SELECT 1;\n"),
                        file("2_ignored.sql", "-- atlas:sum ignore\r\nSELECT 2;\n"),
                        file("3_b.sql", "SELECT 3;\n")),
                directory.sumText());
        assertThat(edited.verify()).isEmpty();
        assertThat(edited.digest()).isNotEqualTo(directory.digest());
    }

    @Test
    void ordersByBytesAndNotByNumbers() {
        MigrationDirectory directory = MigrationDirectory.of(
                List.of(
                        file("2.sql", ""),
                        file("10_x.sql", ""),
                        file("2.5_b_c.sql", ""),
                        file("Z.sql", ""),
                        file("a.sql", "")),
                null);

        assertThat(directory.migrations()).extracting(Migration::version).containsExactly("10", "2.5", "2", "Z", "a");
        assertThat(directory.find("2.5").orElseThrow().description()).isEqualTo("b_c");
        assertThat(directory.find("2").orElseThrow().description()).isEmpty();
    }

    @Test
    void tellsWhichFileTheSumsDoNotFit() {
        SourceFile changed = file(SECOND.name(), "DROP TABLE tbl;");
        SourceFile between = file("20220318104614x.sql", "");
        SourceFile last = file("3_last.sql", "");

        assertThat(fault(SUM, INITIAL, changed)).isEqualTo(mismatch(3, SECOND.name(), Reason.EDITED));
        assertThat(fault(SUM, INITIAL)).isEqualTo(mismatch(3, SECOND.name(), Reason.REMOVED));
        assertThat(fault(SUM, SECOND)).isEqualTo(mismatch(2, INITIAL.name(), Reason.REMOVED));
        assertThat(fault(SUM, INITIAL, between, SECOND)).isEqualTo(mismatch(3, between.name(), Reason.ADDED));
        assertThat(fault(SUM, INITIAL, SECOND, last)).isEqualTo(mismatch(4, last.name(), Reason.ADDED));
        assertThat(fault(SUM)).isEqualTo(mismatch(2, INITIAL.name(), Reason.REMOVED));
        assertThat(fault(SUM.replace("h1:GM", "h1:GN"), INITIAL, SECOND)).isEqualTo(SumFault.of(Kind.MISMATCH));
        assertThat(fault(SUM.replace(" h1:wb", " wb"), INITIAL, SECOND)).isEqualTo(SumFault.of(Kind.FORMAT_INVALID));
        assertThat(fault(null, INITIAL)).isEqualTo(SumFault.of(Kind.NOT_FOUND));
        assertThat(MigrationDirectory.of(List.of(), null).verify()).isEmpty();
    }

    @Test
    void takesNoSumThatIsNotInItsFormat() {
        assertThat(fault(SUM + "\n", INITIAL, SECOND)).isEqualTo(SumFault.of(Kind.FORMAT_INVALID));
        assertThat(fault(SUM + "<<<<<<< HEAD\n", INITIAL, SECOND)).isEqualTo(SumFault.of(Kind.FORMAT_INVALID));
        assertThat(fault(SUM.substring(3), INITIAL, SECOND)).isEqualTo(SumFault.of(Kind.FORMAT_INVALID));
        assertThat(fault("", INITIAL)).isEqualTo(SumFault.of(Kind.FORMAT_INVALID));
        assertThat(MigrationDirectory.of(List.of(INITIAL, SECOND), SUM.replace("\n", "\r\n"))
                        .verify())
                .isEmpty();
    }

    @Test
    void knowsTheTotalOfNoFilesAtAll() {
        String sum = "h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n";
        SourceFile ignored = file("1.sql", "-- atlas:sum ignore\n");

        assertThat(MigrationDirectory.of(List.of(), sum).verify()).isEmpty();
        assertThat(MigrationDirectory.of(List.of(), "").verify()).isEmpty();
        assertThat(MigrationDirectory.of(List.of(), null).h1()).isEqualTo(sum.strip());
        assertThat(MigrationDirectory.of(List.of(ignored), sum).verify()).isEmpty();
    }

    @Test
    void hashesLineEndsAsTheyAre() {
        SourceFile windows = file(SECOND.name(), "ALTER TABLE `tbl` ADD `col_2` bigint;\r\n");

        assertThat(fault(SUM, INITIAL, windows)).isEqualTo(mismatch(3, SECOND.name(), Reason.EDITED));
    }

    @Test
    void writesAWholeDirectoryWithItsSum(@TempDir Path folder) throws IOException {
        MigrationDirectory directory = MigrationDirectory.of(List.of(SECOND, INITIAL), null);

        MigrationFiles.writeAll(folder.resolve("new"), directory);

        assertThat(folder.resolve("new/atlas.sum")).hasContent(SUM);
        assertThat(MigrationDirectory.fromPath(folder.resolve("new")).digest()).isEqualTo(directory.digest());
        assertThatThrownBy(() -> MigrationFiles.writeAll(folder.resolve("new"), directory))
                .isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void speaksOfFaultsAsAtlasDoes() {
        SumFault edited = mismatch(3, SECOND.name(), Reason.EDITED);

        assertThat(edited.sentence()).isEqualTo("checksum mismatch");
        assertThat(edited.atlasText())
                .isEqualTo("You have a checksum error in your migration directory.\n\n"
                        + "\tL3: 20220318104615_second.sql was edited\n\n"
                        + "Please check your migration files and run 'atlas migrate hash' to re-hash the contents\n\n");
        assertThat(SumFault.of(Kind.NOT_FOUND).sentence()).isEqualTo("checksum file not found");
        assertThat(SumFault.of(Kind.NOT_FOUND).atlasText())
                .isEqualTo("You have a checksum error in your migration directory.\n\n"
                        + "Please check your migration files and run 'atlas migrate hash' to re-hash the contents\n\n");
        assertThat(mismatch(2, "1.sql", Reason.ADDED).atlasText()).contains("\n\tL2: 1.sql was added\n\n");
        assertThat(mismatch(2, "1.sql", Reason.REMOVED).atlasText()).contains("\n\tL2: 1.sql was removed\n\n");
        assertThat(SumFault.of(Kind.FORMAT_INVALID).sentence()).isEqualTo("checksum file format invalid");
    }

    @Test
    void refusesAllNamesThatCannotBeMigrationsAtOnce() {
        assertThatThrownBy(() -> MigrationDirectory.of(
                        List.of(
                                file("a/b.sql", ""),
                                file("ä.sql", ""),
                                file("notes.txt", ""),
                                file("x".repeat(97) + ".sql", ""),
                                file("1.sql", ""),
                                file("1.sql", ""),
                                file(".sql", "")),
                        null))
                .isInstanceOfSatisfying(
                        InvalidDirectory.class,
                        invalid -> assertThat(invalid.faults())
                                .extracting(InvalidDirectory.Fault::file)
                                .containsExactly(
                                        "a/b.sql", "ä.sql", "notes.txt", "x".repeat(97) + ".sql", "1.sql", ".sql"));
    }

    @Test
    void refusesTwoFilesWithOneVersion(@TempDir Path folder) throws IOException {
        List<SourceFile> files =
                List.of(file("2_b.sql", ""), file("1_x.sql", ""), file("2.sql", ""), file("2_a.sql", ""));

        assertThatThrownBy(() -> MigrationDirectory.of(files, null))
                .isInstanceOf(InvalidDirectory.class)
                .hasMessage("2_b.sql: has the version 2, as 2.sql has; give it a newer one;"
                        + " 2_a.sql: has the version 2, as 2.sql has; give it a newer one");
        Files.writeString(folder.resolve("1_x.sql"), "SELECT 1;");
        assertThatThrownBy(() -> MigrationFiles.write(folder, "1_y.sql", ""))
                .isInstanceOf(InvalidDirectory.class)
                .hasMessageContaining("1_y.sql: has the version 1, as 1_x.sql has");
        assertThat(folder).isDirectoryNotContaining("glob:**1_y.sql");
        Files.writeString(folder.resolve("1_y.sql"), "SELECT 2;");
        assertThatThrownBy(() -> MigrationFiles.rehash(folder)).isInstanceOf(InvalidDirectory.class);
        assertThatThrownBy(() -> MigrationDirectory.fromPath(folder)).isInstanceOf(InvalidDirectory.class);
    }

    @Test
    void readsADirectoryInTimeThatGrowsWithItsFilesOnly() {
        List<SourceFile> files = IntStream.range(0, 60_000)
                .mapToObj(i -> file((1_000_000 + i) + "_x.sql", ""))
                .toList();

        MigrationDirectory directory = assertTimeout(Duration.ofSeconds(10), () -> MigrationDirectory.of(files, null));

        assertThat(directory.find("1059999").orElseThrow().entryHash()).hasSize(44);
    }

    @Test
    void looksBehindAByteOrderMarkForDirectivesAndHashesIt() {
        assertThat(directives("\uFEFF-- atlas:txmode none\n\nSELECT 1;").values("txmode"))
                .containsExactly("none");
        assertThat(MigrationDirectory.of(List.of(file("1.sql", "\uFEFFSELECT 1;")), null)
                        .h1())
                .isNotEqualTo(MigrationDirectory.of(List.of(file("1.sql", "SELECT 1;")), null)
                        .h1());
    }

    @Test
    void readsFileDirectivesOnlyFromABlockThatStandsAlone() {
        assertThat(directives("-- atlas:txmode none\n-- atlas:nolint DS\n\nSELECT 1;")
                        .values("txmode"))
                .containsExactly("none");
        assertThat(directives("-- atlas:txmode none\nSELECT 1;").has("txmode")).isFalse();
        assertThat(directives("-- atlas:checkpoint\r\n\r\nSELECT 1;").has("checkpoint"))
                .isTrue();
        assertThat(directives("-- atlas:checkpoint").has("checkpoint")).isTrue();
        assertThat(directives("SELECT 1;\n-- atlas:checkpoint\n\n").has("checkpoint"))
                .isFalse();
    }

    @Test
    void writesAndRehashesAFolder(@TempDir Path folder) throws IOException {
        Path dir = folder.resolve("migrations");
        String name = MigrationFiles.newFileName(Instant.parse("2024-07-21T10:12:05.9Z"), "add users");
        Path file = MigrationFiles.write(dir, name, "");

        assertThat(file).hasFileName("20240721101205_add_users.sql").isEmptyFile();
        assertThat(MigrationDirectory.fromPath(dir).verify()).isEmpty();
        assertThatThrownBy(() -> MigrationFiles.write(dir, name, "")).isInstanceOf(FileAlreadyExistsException.class);

        Files.writeString(file, "SELECT 1;");
        Files.writeString(dir.resolve("README.md"), "not a migration");
        Files.createDirectory(dir.resolve("sub.sql"));
        assertThat(MigrationDirectory.fromPath(dir).verify()).isPresent();
        assertThat(MigrationFiles.rehash(dir).verify()).isEmpty();
        assertThat(dir.resolve("atlas.sum"))
                .hasContent(MigrationDirectory.fromPath(dir).sumText());
        assertThat(dir).isDirectoryNotContaining("glob:**.new");
    }

    private static FileDirectives directives(String text) {
        return new Migration("1.sql", text.getBytes(StandardCharsets.UTF_8), "").directives();
    }

    private static SumFault fault(String sum, SourceFile... files) {
        return MigrationDirectory.of(List.of(files), sum).verify().orElseThrow();
    }

    private static SumFault mismatch(int line, String file, Reason reason) {
        return new SumFault(Kind.MISMATCH, line, file, reason);
    }

    private static SourceFile file(String name, String content) {
        return new SourceFile(name, content.getBytes(StandardCharsets.UTF_8));
    }
}
