package io.drover.engine.format;

import static io.drover.engine.format.DirectoryFormat.DBMATE;
import static io.drover.engine.format.DirectoryFormat.FLYWAY;
import static io.drover.engine.format.DirectoryFormat.GOLANG_MIGRATE;
import static io.drover.engine.format.DirectoryFormat.GOOSE;
import static io.drover.engine.format.DirectoryFormat.LIQUIBASE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.engine.directory.InvalidDirectory;
import io.drover.engine.directory.Migration;
import io.drover.engine.directory.SourceFile;
import io.drover.engine.split.SplitRules;
import io.drover.engine.split.Statement;
import io.drover.engine.split.StatementSplitter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForeignDirectoryTest {

    @Test
    void flywaysOrderByNumberIsTheOrderOfTheNames() {
        List<String> inOrder = List.of(
                "V0.9__x.sql",
                "V1__x.sql",
                "V1.0.1__x.sql",
                "V1_1__x.sql",
                "V1.1.1__x.sql",
                "V1.2__x.sql",
                "V1.10__x.sql",
                "V2__x.sql",
                "V009__x.sql",
                "V10__x.sql",
                "V99__x.sql",
                "V100__x.sql",
                "V1999__x.sql",
                "V20240101__x.sql",
                "V20240101.5__x.sql");

        for (int seed = 0; seed < 50; seed++) {
            List<String> shuffled = new ArrayList<>(inOrder);
            Collections.shuffle(shuffled, new Random(seed));
            ForeignDirectory read = directory(FLYWAY, shuffled);

            assertThat(read.directory().migrations())
                    .extracting(migration -> read.sourceOf(migration.fileName()))
                    .as("seed %d", seed)
                    .containsExactlyElementsOf(inOrder);
        }
    }

    @Test
    void laterFlywayScriptsDoNotChangeWhatEarlierOnesAreCalled() {
        List<String> all = List.of("V1__x.sql", "V2__x.sql", "V2.1__x.sql", "V9__x.sql", "V10__x.sql", "V10.1__x.sql");

        for (int i = 1; i < all.size(); i++) {
            List<Migration> before =
                    directory(FLYWAY, all.subList(0, i)).directory().migrations();
            List<Migration> after =
                    directory(FLYWAY, all.subList(0, i + 1)).directory().migrations();

            assertThat(after.subList(0, i)).isEqualTo(before);
        }
    }

    @Test
    void aChangesetAtTheEndOfAChangelogIsANewFile() {
        String first = "--liquibase formatted sql\n--changeset a:1\nSELECT 1;\n";
        List<Migration> before =
                read(LIQUIBASE, "1_x.sql", first, "2_y.sql", first).directory().migrations();
        List<Migration> after = read(LIQUIBASE, "1_x.sql", first, "2_y.sql", first + "\n--changeset a:2\nSELECT 2;\n")
                .directory()
                .migrations();

        assertThat(after.subList(0, 2)).isEqualTo(before);
        assertThat(after).extracting(Migration::fileName).containsExactly("1_x.sql", "2_y.sql", "2~0002_y.sql");
    }

    @Test
    void anIgnoredChangesetKeepsItsNumber() {
        assertThat(
                        names(
                                LIQUIBASE,
                                "1_x.sql",
                                "--liquibase formatted sql\n--changeset a:1 ignore:true\nSELECT 1;\n--changeset a:2\nSELECT 2;\n"))
                .containsExactly("1~0002_x.sql");
    }

    @ParameterizedTest
    @EnumSource(names = {"GOLANG_MIGRATE", "GOOSE"})
    void numbersThatAreReadOverAndOverAreNotWidened(DirectoryFormat format) {
        String ending = format == GOOSE ? ".sql" : ".up.sql";
        List<String> files = List.of("9_a" + ending, "10_b" + ending);

        assertThatThrownBy(() -> directory(format, files))
                .isInstanceOf(InvalidDirectory.class)
                .hasMessage(
                        "10_b" + ending + ": comes after 9_a" + ending + ", but before it by name, and versions are"
                                + " compared as text; write their numbers with equally many digits, before any target has them");
        assertThat(ForeignDirectory.of(format, sources(format, files), Numbering.WIDENED)
                        .directory()
                        .migrations())
                .extracting(Migration::fileName)
                .containsExactly("09_a.sql", "10_b.sql");
    }

    @Test
    void numbersAreOnlyWidenedWhenTheyHaveToBe() {
        List<String> files = List.of("1_a.up.sql", "2_b.up.sql");

        assertThat(ForeignDirectory.of(GOLANG_MIGRATE, sources(GOLANG_MIGRATE, files), Numbering.WIDENED)
                        .directory()
                        .migrations())
                .extracting(Migration::fileName)
                .containsExactly("1_a.sql", "2_b.sql");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE PROCEDURE p() IF x THEN SELECT 1; SELECT 2; END IF;",
                "SELECT 1; SELECT 2;",
                "CREATE FUNCTION f() RETURNS int AS $$ SELECT 1; SELECT 2; $$ LANGUAGE sql",
                "DO $do$ BEGIN PERFORM 1; END $do$;\nDO $do$ BEGIN PERFORM 2; END $do$;",
                "SELECT 1; -- end of the month",
                "SELECT 1; -- end\n-- end 2 --\nSELECT 2;"
            })
    void aGooseBlockIsOneStatementAmongOthers(String block) {
        String script = "-- +goose Up\n-- before\nSELECT 'a';\nSELECT 'b';\n-- +goose StatementBegin\n" + block
                + "\n-- +goose StatementEnd\n-- after\nSELECT 'c;';\n-- the end\n";

        String text = text(GOOSE, "1_x.sql", script);

        assertThat(StatementSplitter.of(SplitRules.POSTGRES).split(text))
                .extracting(Statement::text)
                .containsExactly("SELECT 'a';", "SELECT 'b';", block, "SELECT 'c;';");
        assertThat(text).contains("-- before\n", "-- after\n", "-- the end\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TRIGGER t AFTER INSERT ON a BEGIN\n  SELECT 1;\n  SELECT 2;\nEND;\n",
                "CREATE FUNCTION f() RETURNS int AS $$ SELECT 1; SELECT 2; $$ LANGUAGE sql;\n",
                "SELECT 1;\n"
            })
    void aBlockThatNobodyWouldCutNeedsNoDelimiter(String block) {
        assertThat(text(
                        GOOSE,
                        "1_x.sql",
                        "-- +goose Up\n-- +goose StatementBegin\n" + block + "-- +goose StatementEnd\n"))
                .isEqualTo(block);
    }

    @Test
    void aStatementWithoutSemicolonDoesNotRunIntoTheBlockAfterIt() {
        String text = text(
                GOOSE,
                "1_x.sql",
                "-- +goose Up\nSELECT 1\n-- +goose StatementBegin\nSELECT 2;\n-- +goose StatementEnd\n");

        assertThat(StatementSplitter.of(SplitRules.SQLITE).split(text))
                .extracting(Statement::text)
                .containsExactly("SELECT 1", "SELECT 2;");
    }

    @Test
    void theTransactionIsLeftOutWithADelimiterOfItsOwn() {
        Migration goose = only(
                GOOSE,
                "1_x.sql",
                "-- +goose NO TRANSACTION\n-- +goose Up\n-- +goose StatementBegin\na;b;\n-- +goose StatementEnd\n");
        Migration liquibase = only(
                LIQUIBASE,
                "1_x.sql",
                "--liquibase formatted sql\n--changeset a:1 endDelimiter:/ runInTransaction:false\nSELECT 4/2\n/\nb\n/\n");

        assertThat(goose.text()).isEqualTo("-- atlas:delimiter -- end\n-- atlas:txmode none\n\na;b;\n-- end\n");
        assertThat(goose.directives().values("txmode")).containsExactly("none");
        assertThat(liquibase.directives().values("txmode")).containsExactly("none");
        assertThat(StatementSplitter.of(SplitRules.POSTGRES).split(liquibase.text()))
                .extracting(Statement::text)
                .containsExactly("SELECT 4/2", "b");
    }

    @Test
    void aDelimiterDirectiveThatIsThereStaysTheFirstLine() {
        Migration file = only(
                FLYWAY,
                "V1__x.sql",
                "-- atlas:delimiter //\nSELECT 1; //\n",
                "V1__x.sql.conf",
                "flyway.executeInTransaction=false");

        assertThat(file.text()).isEqualTo("-- atlas:delimiter //\n-- atlas:txmode none\n\nSELECT 1; //\n");
    }

    @Test
    void wholeFilesStayAsTheyAreByteForByte() {
        String text = "\uFEFF-- ä\r\nSELECT 1;\r\n\r\n";

        assertThat(text(GOLANG_MIGRATE, "1_x.up.sql", text)).isEqualTo(text);
        assertThat(text(FLYWAY, "V1__x.sql", text)).isEqualTo(text);
    }

    @Test
    void marksAreFoundWhateverTheLineEndsAndCapitals() {
        assertThat(text(GOOSE, "1_x.sql", "\uFEFF--+goose up\r\nSELECT 1;\r\n-- +GOOSE  Down\r\nDROP\r\n"))
                .isEqualTo("SELECT 1;\n");
        assertThat(text(DBMATE, "1_x.sql", "--migrate:up\r\nSELECT 1;\r\nSELECT 2;\r\n-- migrate:down\r\nDROP\r\n"))
                .isEqualTo("SELECT 1;\r\nSELECT 2;\n");
    }

    @Test
    void aLinkThatLeadsBackUpIsNotFollowedForEver(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("a"));
        Files.writeString(folder.resolve("a/V1__x.sql"), "SELECT 1;");
        Files.createSymbolicLink(folder.resolve("a/up"), folder);
        Files.createSymbolicLink(folder.resolve("b"), folder.resolve("a"));

        ForeignDirectory read = ForeignDirectory.read(FLYWAY, folder, Numbering.AS_WRITTEN);

        assertThat(read.directory().migrations()).hasSize(1);
        assertThat(read.sourceOf("0001_x.sql")).isEqualTo("a/V1__x.sql");
    }

    @Test
    void repeatableScriptsAloneHaveAVersionToo() {
        assertThat(names(FLYWAY, "R__views.sql", "")).containsExactly("R_views.sql");
    }

    @Test
    void largeAndMaliciousFilesAreReadLikeAnyOther() {
        int many = 300_000;
        assertThat(text(GOOSE, "1_x.sql", "-- +goose Up\n" + "\n".repeat(many) + "SELECT 1;\n"))
                .isEqualTo("SELECT 1;\n");
        assertThat(text(FLYWAY, "V1__x.sql", "${".repeat(many))).hasSize(2 * many);
        assertThat(text(
                        LIQUIBASE,
                        "1_x.sql",
                        "--liquibase formatted sql\n--changeset a:1 " + "x".repeat(many) + "\na;"))
                .endsWith("\na;\n");
        String ends =
                IntStream.range(2, 2_000).mapToObj(i -> "-- end " + i + " --\n").collect(Collectors.joining());
        assertThat(text(
                        GOOSE,
                        "1_x.sql",
                        "-- +goose Up\n-- +goose StatementBegin\na; b\n" + ends + ";\n-- +goose StatementEnd\n"))
                .startsWith("-- atlas:delimiter -- end 2000 --\n");
        assertThatThrownBy(() -> read(FLYWAY, "V1" + ".1".repeat(many) + "__x.sql", ""))
                .isInstanceOf(InvalidDirectory.class)
                .hasMessageEndingWith("…: a name may have at most 1000 characters");
    }

    @Test
    void filesOfOtherKindsAreNoPartOfADirectory() {
        assertThat(names(GOOSE, "README.md", "", "atlas.sum", "h1:", "helper_test.go", ""))
                .isEmpty();
    }

    private static ForeignDirectory directory(DirectoryFormat format, List<String> names) {
        return ForeignDirectory.of(format, sources(format, names), Numbering.AS_WRITTEN);
    }

    private static List<SourceFile> sources(DirectoryFormat format, List<String> names) {
        String content = format == GOOSE ? "-- +goose Up\n" : "";
        return names.stream().map(name -> source(name, content)).toList();
    }

    private static ForeignDirectory read(DirectoryFormat format, String... namesAndContents) {
        List<SourceFile> files = new ArrayList<>();
        for (int i = 0; i < namesAndContents.length; i += 2) {
            files.add(source(namesAndContents[i], namesAndContents[i + 1]));
        }
        return ForeignDirectory.of(format, files, Numbering.AS_WRITTEN);
    }

    private static List<String> names(DirectoryFormat format, String... namesAndContents) {
        return read(format, namesAndContents).directory().migrations().stream()
                .map(Migration::fileName)
                .toList();
    }

    private static Migration only(DirectoryFormat format, String... namesAndContents) {
        List<Migration> migrations = read(format, namesAndContents).directory().migrations();
        assertThat(migrations).hasSize(1);
        return migrations.get(0);
    }

    private static String text(DirectoryFormat format, String name, String content) {
        return only(format, name, content).text();
    }

    private static SourceFile source(String name, String content) {
        return new SourceFile(name, content.getBytes(StandardCharsets.UTF_8));
    }
}
