package io.drover.registry.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drover.engine.directory.InvalidDirectory;
import io.drover.engine.directory.MigrationDirectory;
import io.drover.engine.directory.SourceFile;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ContentTest {

    @Test
    @DisplayName("P1 the digest is that of the directory's canonical archive")
    void hasTheDigestOfTheCanonicalArchive() {
        MigrationDirectory directory = directory(file("2_b.sql", "SELECT 2;"), file("1_a.sql", "SELECT 1;"));

        Content content = Content.of(directory);

        assertThat(content.digest()).isEqualTo(directory.digest());
        assertThat(content.archive()).isEqualTo(directory.canonicalTar());
        assertThat(content.h1()).isEqualTo(directory.h1());
        assertThat(content.lastMigration()).isEqualTo("2");
    }

    @Test
    void knowsWhereEachFileBeginsInTheArchive() {
        List<SourceFile> files = List.of(
                file("1.sql", ""),
                file("2.sql", "-- é\n".repeat(100)),
                file("3.sql", "x".repeat(511) + ";"),
                file("4_end.sql", "SELECT 1;"));

        Content content = Content.of(MigrationDirectory.of(files, null));

        for (int i = 0; i < files.size(); i++) {
            ContentFile file = content.files().get(i);
            assertThat(Arrays.copyOfRange(content.archive(), file.start(), file.start() + file.bytes()))
                    .isEqualTo(files.get(i).content());
        }
    }

    @Test
    void countsStatementsInTheDialectsThatHideDelimiters() {
        Content content = Content.of(directory(
                file("1_two.sql", "CREATE TABLE t (c int);\nINSERT INTO t VALUES (1);\n"),
                file("2_empty.sql", ""),
                file("3_dollar.sql", "CREATE FUNCTION f() RETURNS int AS $$ SELECT 1; $$ LANGUAGE sql;"),
                file("4_trigger.sql", "CREATE TRIGGER x AFTER INSERT ON t BEGIN DELETE FROM u; DELETE FROM v; END;"),
                file("5_mysql.sql", "# it's a comment\nINSERT INTO t VALUES ('it\\'s');")));

        assertThat(content.files()).extracting(ContentFile::statements).containsExactly(2, 0, 1, 1, 1);
    }

    @Test
    void namesEveryFileThatCannotBeReadWithItsPlace() {
        MigrationDirectory directory = directory(
                file("1_good.sql", "SELECT 1;"),
                file("2_quote.sql", "SELECT 1;\nSELECT 'open"),
                new SourceFile("3_latin.sql", "SELECT 1;\n-- \u00e9".getBytes(StandardCharsets.ISO_8859_1)));

        InvalidDirectory refusal = catchThrowableOfType(InvalidDirectory.class, () -> Content.of(directory));

        assertThat(refusal.faults()).hasSize(2);
        assertThat(refusal.faults().get(0).file()).isEqualTo("2_quote.sql");
        assertThat(refusal.faults().get(0).detail())
                .contains("line 2, column 8")
                .contains("quote");
        assertThat(refusal.faults().get(1).file()).isEqualTo("3_latin.sql");
        assertThat(refusal.faults().get(1).detail()).isEqualTo("is not UTF-8 at line 2, column 4");
    }

    private static MigrationDirectory directory(SourceFile... files) {
        return MigrationDirectory.of(List.of(files), null);
    }

    private static SourceFile file(String name, String content) {
        return new SourceFile(name, content.getBytes(StandardCharsets.UTF_8));
    }
}
