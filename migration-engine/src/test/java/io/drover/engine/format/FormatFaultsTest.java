package io.drover.engine.format;

import static io.drover.engine.format.DirectoryFormat.DBMATE;
import static io.drover.engine.format.DirectoryFormat.FLYWAY;
import static io.drover.engine.format.DirectoryFormat.GOLANG_MIGRATE;
import static io.drover.engine.format.DirectoryFormat.GOOSE;
import static io.drover.engine.format.DirectoryFormat.LIQUIBASE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drover.engine.directory.InvalidDirectory;
import io.drover.engine.directory.SourceFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FormatFaultsTest {

    private static final String UP = "-- +goose Up\nSELECT 1;\n";

    @Test
    void goosesFaultsAreToldAtOnceWithTheirFiles() {
        assertThat(faults(
                        GOOSE,
                        "1_none.sql",
                        "SELECT 1;\n",
                        "2_two.sql",
                        UP + UP,
                        "3_open.sql",
                        "-- +goose Up\n-- +goose StatementBegin\nSELECT 1;\n-- +goose Down\n",
                        "4_open_at_end.sql",
                        "-- +goose Up\n-- +goose StatementBegin\nSELECT 1;\n",
                        "5_end.sql",
                        UP + "-- +goose StatementEnd\n",
                        "6_env.sql",
                        "-- +goose ENVSUB ON\n" + UP,
                        "7_typo.sql",
                        UP + "-- +goose Dwon\nDROP TABLE a;\n",
                        "8_early.sql",
                        "DROP TABLE a;\n" + UP,
                        "9_down.sql",
                        "-- +goose Down\nSELECT 1;\n" + UP,
                        "schema.sql",
                        UP,
                        "02_two.sql",
                        UP,
                        "00010_code.go",
                        "package migrations\n"))
                .containsExactly(
                        "00010_code.go: is a migration written in Go; only SQL can be read, so write it as SQL",
                        "schema.sql: is not called like a migration, as in 20240721101205_add_users.sql",
                        "02_two.sql: has the version 02, as 2_two.sql has; give it a newer one",
                        "1_none.sql: has no section '-- +goose Up'",
                        "2_two.sql: line 3: a second '-- +goose Up'; one file has one",
                        "3_open.sql: line 2: '-- +goose StatementBegin' has no '-- +goose StatementEnd'",
                        "4_open_at_end.sql: line 2: '-- +goose StatementBegin' has no '-- +goose StatementEnd'",
                        "5_end.sql: line 3: '-- +goose StatementEnd' without '-- +goose StatementBegin'",
                        "6_env.sql: line 1: ENVSUB fills in variables of the environment; write their values",
                        "7_typo.sql: line 3: '-- +goose Dwon' is not known",
                        "8_early.sql: has SQL before '-- +goose Up'",
                        "9_down.sql: line 3: '-- +goose Up' comes after '-- +goose Down'");
    }

    @Test
    void dbmatesFaultsAreToldAtOnceWithTheirFiles() {
        assertThat(faults(
                        DBMATE,
                        "1_none.sql",
                        "SELECT 1;\n",
                        "2_two.sql",
                        "-- migrate:up\nSELECT 1;\n-- migrate:up\nSELECT 2;\n",
                        "3_early.sql",
                        "SELECT 0;\n-- migrate:up\n",
                        "4_utf.sql",
                        null,
                        "x.sql",
                        ""))
                .containsExactly(
                        "x.sql: is not called like a migration, as in 20240721101205_add_users.sql",
                        "1_none.sql: has no section '-- migrate:up'",
                        "2_two.sql: has 2 sections '-- migrate:up'; one file has one",
                        "3_early.sql: has SQL before '-- migrate:up'",
                        "4_utf.sql: is not UTF-8 text; save it as UTF-8");
    }

    @Test
    void golangMigratesFaultsAreToldAtOnceWithTheirFiles() {
        assertThat(faults(
                        GOLANG_MIGRATE,
                        "1_a.up.sql",
                        "",
                        "1_b.up.sql",
                        "",
                        "2_c.sql",
                        "",
                        "2_c.down.sql",
                        "",
                        "3_utf.up.sql",
                        null))
                .containsExactly(
                        "1_b.up.sql: has the version 1, as 1_a.up.sql has; give it a newer one",
                        "2_c.sql: is not called like a migration, as in 20240721101205_add_users.up.sql",
                        "3_utf.up.sql: is not UTF-8 text; save it as UTF-8");
    }

    @Test
    void flywaysFaultsAreToldAtOnceWithTheirFiles() {
        assertThat(faults(
                        FLYWAY,
                        "a/V1__a.sql",
                        "",
                        "b/V1.0__b.sql",
                        "",
                        "V2__utf.sql",
                        null,
                        "V3__name.sql",
                        "SELECT '${schema}';",
                        "V4__raw.sql",
                        "SELECT '${schema}';",
                        "V4__raw.sql.conf",
                        "placeholderReplacement = false\r\n",
                        "V5__cond.sql",
                        "",
                        "V5__cond.sql.conf",
                        "shouldExecute=false\nencoding=ISO-8859-1\n",
                        "a/R__v.sql",
                        "",
                        "b/R__v.sql",
                        "",
                        "afterMigrate.sql",
                        "",
                        "V6__a.sql",
                        "",
                        "V6__a.sql",
                        ""))
                .containsExactly(
                        "V6__a.sql: this file is there twice",
                        "V2__utf.sql: is not UTF-8 text; save it as UTF-8",
                        "V3__name.sql: holds the placeholder ${schema}, which only Flyway fills in; write its value, or"
                                + " placeholderReplacement=false into V3__name.sql.conf",
                        "V5__cond.sql.conf: shouldExecute cannot be followed; take the script out, or the setting",
                        "V5__cond.sql.conf: the encoding is iso-8859-1; save the script as UTF-8",
                        "afterMigrate.sql: is not called like a Flyway migration (V1__add_users.sql, B1__baseline.sql,"
                                + " R__views.sql); callbacks are not run, so take it out",
                        "b/V1.0__b.sql: has the version 1.0, as a/V1__a.sql has; give it a newer one",
                        "b/R__v.sql: is called like a/R__v.sql; give it another description");
    }

    @Test
    void liquibasesFaultsAreToldAtOnceWithTheirFiles() {
        String header = "--liquibase formatted sql\n";
        assertThat(faults(
                        LIQUIBASE,
                        "1_none.sql",
                        header + "-- nothing\n",
                        "2_head.sql",
                        "--changeset a:1\nSELECT 1;\n",
                        "3_early.sql",
                        header + "SELECT 0;\n--changeset a:1\nSELECT 1;\n",
                        "4_bad.sql",
                        header + "--changeset nobody\nSELECT 1;\n--changeset a:1\n",
                        "5_test.sql",
                        header + "--changeset a:1 context:test labels:\"x, y\"\nSELECT 1;\n",
                        "6_if.sql",
                        header + "--changeset a:1\n--preconditions onFail:MARK_RAN\nSELECT 1;\n",
                        "7_regex.sql",
                        header + "--changeset a:1 endDelimiter:\\n|;\nSELECT 1;\n",
                        "8_double.sql",
                        header + "--changeset a:1\nSELECT 1;\n--changeset a:1\nSELECT 2;\n",
                        "8_other.sql",
                        header,
                        "9_dbms.sql",
                        header + "--changeset a:1 dbms:h2\n--changeset a:2 dbms:postgresql\n"))
                .containsExactly(
                        "1_none.sql: has no section '--changeset author:id'",
                        "2_head.sql: has changesets, but no line '--liquibase formatted sql'; put it at the top",
                        "3_early.sql: has SQL before its first changeset",
                        "4_bad.sql: line 2: a changeset looks like '--changeset author:id'",
                        "5_test.sql: line 2: 'context:test' of the changeset a:1 cannot be followed; take it out, or move"
                                + " the changeset to a directory of its own",
                        "5_test.sql: line 2: 'labels:x, y' of the changeset a:1 cannot be followed; take it out, or move"
                                + " the changeset to a directory of its own",
                        "6_if.sql: line 3: 'preconditions' cannot be followed; write what it means into the SQL",
                        "7_regex.sql: line 2: the endDelimiter \\n|; of the changeset a:1 is a regular expression; write"
                                + " the delimiter itself",
                        "8_double.sql: line 4: the changeset a:1 is there already, in 8_double.sql, line 2",
                        "8_other.sql: has the version 8, as 8_double.sql has; give it a newer one",
                        "the changesets are for different databases (dbms h2 and postgresql, first in 9_dbms.sql, line 2"
                                + " and in 9_dbms.sql, line 3); make a directory for each");
    }

    @Test
    void aNameThatIsTooLongIsToldAsTheFileIsCalled() {
        String name = "V1__" + "x".repeat(96) + ".sql";

        assertThat(faults(FLYWAY, name, "")).singleElement().asString().startsWith(name + ": ");
    }

    private static List<String> faults(DirectoryFormat format, String... namesAndContents) {
        List<SourceFile> files = new ArrayList<>();
        for (int i = 0; i < namesAndContents.length; i += 2) {
            String content = namesAndContents[i + 1];
            byte[] bytes = content == null
                    ? new byte[] {'-', '-', (byte) 0xE4, '\n'}
                    : content.getBytes(StandardCharsets.UTF_8);
            files.add(new SourceFile(namesAndContents[i], bytes));
        }
        InvalidDirectory invalid = catchThrowableOfType(
                InvalidDirectory.class, () -> ForeignDirectory.of(format, files, Numbering.AS_WRITTEN));
        return invalid.faults().stream().map(InvalidDirectory.Fault::toString).toList();
    }
}
