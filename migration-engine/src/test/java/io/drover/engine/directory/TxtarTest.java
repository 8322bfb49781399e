package io.drover.engine.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TxtarTest {

    private static final String PLAN = """
            -- atlas:txtar

            -- checks.sql --
            SELECT NOT EXISTS(SELECT * FROM users);

            -- checks/roles.sql --
            -- atlas:assert oneof

            SELECT 1;
            -- down.sql --
            CREATE TABLE users (id int);
            -- migration.sql --
            -- atlas:txmode none

            DROP TABLE users;
            """;

    @Test
    void readsTheSectionsAndWhereTheyAre() {
        for (String plan : List.of(PLAN, PLAN.replace("\n", "\r\n"), "\uFEFF" + PLAN)) {
            Migration file = migration(plan);
            Txtar archive = file.txtar().orElseThrow();

            assertThat(archive.checks())
                    .extracting(Txtar.Section::name)
                    .containsExactly("checks.sql", "checks/roles.sql");
            assertThat(archive.checks()).extracting(Txtar.Section::line).containsExactly(4, 7);
            assertThat(archive.checks().get(1).directives().values("assert")).containsExactly("oneof");
            assertThat(text(archive.down())).isEqualToIgnoringNewLines("CREATE TABLE users (id int);\n");
            assertThat(text(archive.migration())).contains("DROP TABLE users;").doesNotContain("CREATE");
            int offset = archive.migration().offset();
            assertThat(new String(file.content(), 0, offset, StandardCharsets.UTF_8).strip())
                    .endsWith("-- migration.sql --");
            assertThat(file.directives().values("txmode")).containsExactly("none");
        }
    }

    @Test
    void isAnArchiveOnlyWhereTheDirectiveSaysSo() {
        assertThat(migration("-- checks.sql --\nSELECT 1;").txtar()).isEmpty();
        assertThat(migration("-- atlas:txtar\n-- migration.sql --\nSELECT 1;").txtar())
                .isEmpty();
    }

    @Test
    void refusesAMalformedArchiveWhenItIsReadWithAllItsFaults() {
        String malformed = """
                -- atlas:txtar

                SELECT 1;
                -- checks.sql --
                SELECT 1;
                -- users --
                SELECT 2;
                -- checks.sql --
                -- checks/a/b.sql --
                """;

        assertThatThrownBy(() -> MigrationDirectory.of(
                        List.of(
                                new SourceFile("1_plan.sql", malformed.getBytes(StandardCharsets.UTF_8)),
                                new SourceFile("x.txt", new byte[0])),
                        null))
                .isInstanceOfSatisfying(
                        InvalidDirectory.class,
                        invalid -> assertThat(invalid.faults())
                                .extracting(InvalidDirectory.Fault::toString)
                                .containsExactly(
                                        "1_plan.sql: line 3: this stands before the first section and would never be executed;"
                                                + " move it below \"-- migration.sql --\"",
                                        "1_plan.sql: line 6: \"-- users --\" begins a section, and there is none of this name:"
                                                + " use checks.sql, checks/….sql, migration.sql or down.sql, or write the"
                                                + " comment in another form",
                                        "1_plan.sql: line 8: the archive has the section checks.sql twice",
                                        "1_plan.sql: line 9: \"-- checks/a/b.sql --\" begins a section, and there is none of"
                                                + " this name: use checks.sql, checks/….sql, migration.sql or down.sql, or"
                                                + " write the comment in another form",
                                        "1_plan.sql: the archive has no section \"-- migration.sql --\"",
                                        "x.txt: a migration file must end in .sql"));
    }

    private static Migration migration(String text) {
        SourceFile file = new SourceFile("1_plan.sql", text.getBytes(StandardCharsets.UTF_8));
        return MigrationDirectory.of(List.of(file), null).migrations().get(0);
    }

    private static String text(Txtar.Section section) {
        return new String(section.content(), StandardCharsets.UTF_8);
    }
}
