package io.drover.engine.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.drover.engine.directory.Migration;
import io.drover.engine.directory.MigrationDirectory;
import io.drover.engine.directory.SourceFile;
import io.drover.engine.split.SplitRules;
import io.drover.engine.split.Statement;
import io.drover.engine.split.StatementSplitter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each folder of {@code src/test/resources/formats} has what a tool keeps ({@code in}) and what Drover makes of it ({@code out}). */
class GoldenFormatTest {

    private static final Path CASES = Path.of("src/test/resources/formats");

    @ParameterizedTest
    @CsvSource({
        "flyway, FLYWAY",
        "flyway-baseline, FLYWAY",
        "golang-migrate, GOLANG_MIGRATE",
        "goose, GOOSE",
        "dbmate, DBMATE",
        "liquibase, LIQUIBASE"
    })
    void aFolderBecomesWhatAPersonWouldHaveWritten(String name, DirectoryFormat format) throws IOException {
        MigrationDirectory expected =
                MigrationDirectory.fromPath(CASES.resolve(name).resolve("out"));

        ForeignDirectory read =
                ForeignDirectory.read(format, CASES.resolve(name).resolve("in"), Numbering.AS_WRITTEN);

        assertThat(read.directory().migrations())
                .extracting(Migration::fileName, Migration::text)
                .containsExactlyElementsOf(expected.migrations().stream()
                        .map(migration -> tuple(migration.fileName(), migration.text()))
                        .toList());
        assertThat(expected.verify()).isEmpty();
        assertThat(read.directory().verify()).isEmpty();
        assertThat(read.directory().sumText()).isEqualTo(expected.sumText());
    }

    @ParameterizedTest
    @CsvSource({"flyway, FLYWAY", "goose, GOOSE", "dbmate, DBMATE", "liquibase, LIQUIBASE"})
    void filesInMemoryInAnyOrderGiveTheSame(String name, DirectoryFormat format) throws IOException {
        Path in = CASES.resolve(name).resolve("in");
        List<SourceFile> files = new ArrayList<>(SourceFolder.files(in, format.layout()));
        Collections.shuffle(files, new Random(7));

        ForeignDirectory inMemory = ForeignDirectory.of(format, files, Numbering.AS_WRITTEN);

        assertThat(inMemory.directory().digest())
                .isEqualTo(ForeignDirectory.read(format, in, Numbering.WIDENED)
                        .directory()
                        .digest());
    }

    @Test
    void aBlockOfGooseIsOneStatementForEveryDatabase() throws IOException {
        Migration file = MigrationDirectory.fromPath(CASES.resolve("goose/out"))
                .find("00002")
                .orElseThrow();

        for (SplitRules rules : SplitRules.values()) {
            assertThat(StatementSplitter.of(rules).split(file.text()))
                    .extracting(Statement::text)
                    .satisfiesExactly(
                            first -> assertThat(first).isEqualTo("ALTER TABLE post ADD words int;"),
                            block -> assertThat(block)
                                    .startsWith("CREATE TRIGGER")
                                    .endsWith("END IF;"),
                            last -> assertThat(last).isEqualTo("UPDATE post SET words = 0;"));
        }
    }

    @Test
    void tellsWhereAFileComesFrom() throws IOException {
        ForeignDirectory read =
                ForeignDirectory.read(DirectoryFormat.FLYWAY, CASES.resolve("flyway/in"), Numbering.AS_WRITTEN);

        assertThat(read.sourceOf("0010~R_Order_totals.sql")).isEqualTo("reports/R__Order_totals.sql");
        assertThat(read.sourceOf("0003_Create_orders.sql")).isEqualTo("reports/V3__Create_orders.sql");
    }
}
