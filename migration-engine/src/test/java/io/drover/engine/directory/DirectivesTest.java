package io.drover.engine.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.engine.split.SplitException;
import io.drover.engine.split.SplitRules;
import io.drover.engine.split.Statement;
import io.drover.engine.split.StatementSplitter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectivesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-- atlas:txmode none\n\nSELECT 1;",
                "--atlas:txmode none\n\nSELECT 1;",
                "# atlas:txmode none\n\nSELECT 1;",
                "-- atlas:txmode none\r\n\r\nSELECT 1;",
                "-- why\n-- atlas:txmode   none  \n-- because\n\n-- of the first statement\nSELECT 1;",
                "-- atlas:txmode none\n",
                "-- atlas:txmode none"
            })
    void aFileDirectiveCountsInABlockThatAnEmptyLineOrNothingFollows(String text) {
        assertThat(file(text).directives().values("txmode")).containsExactly("none");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-- atlas:txmode none\nSELECT 1;\n",
                "-- atlas:txmode none\n  \nSELECT 1;\n",
                "-- atlas:txmode none\n  -- more\n\nSELECT 1;\n",
                "\n-- atlas:txmode none\n\nSELECT 1;\n",
                "  -- atlas:txmode none\n\nSELECT 1;\n",
                "/* atlas:txmode none */\n\nSELECT 1;\n",
                "-- head\n\n-- atlas:txmode none\n\nSELECT 1;\n",
                "SELECT 1;\n-- atlas:txmode none\n\n",
                ""
            })
    void itDoesNotCountAnywhereElse(String text) {
        assertThat(file(text).directives().has("txmode")).isFalse();
    }

    @Test
    void allDirectivesOfTheBlockAreToldInTheirOrder() {
        FileDirectives directives = file("-- atlas:txmode none\n-- atlas:txmode file\n-- atlas:nolint\n\nSELECT 1;")
                .directives();

        assertThat(directives.lines())
                .containsExactly(
                        new FileDirectives.Line("txmode", "none"),
                        new FileDirectives.Line("txmode", "file"),
                        new FileDirectives.Line("nolint", ""));
    }

    @Test
    void aCheckpointMayHaveATag() {
        FileDirectives tagged = file("-- atlas:checkpoint v1.2\n\n").directives();
        FileDirectives plain = file("-- atlas:checkpoint\n\n").directives();
        FileDirectives none = file("SELECT 1;").directives();

        assertThat(tagged.isCheckpoint()).isTrue();
        assertThat(tagged.checkpointTag()).contains("v1.2");
        assertThat(plain.isCheckpoint()).isTrue();
        assertThat(plain.checkpointTag()).isEmpty();
        assertThat(none.isCheckpoint()).isFalse();
        assertThat(none.checkpointTag()).isEmpty();
    }

    @Test
    void nolintOfAFileSilencesWhatItNamesOrEverything() {
        FileDirectives some = file("-- atlas:nolint destructive DS103\n-- atlas:nolint MF101\n\nx;")
                .directives();

        assertThat(some.silences("destructive")).isTrue();
        assertThat(some.silences("ds103")).isTrue();
        assertThat(some.silences("MF101")).isTrue();
        assertThat(some.silences("DS102")).isFalse();
        assertThat(file("-- atlas:nolint\n\nx;").directives().silences("DS102")).isTrue();
        assertThat(file("x;").directives().silences("DS102")).isFalse();
    }

    @Test
    void nolintOfAStatementStandsDirectlyAboveIt() {
        String text = """
                -- atlas:nolint DS103
                ALTER TABLE a DROP COLUMN b;
                -- words
                --atlas:nolint destructive

                DROP TABLE a;
                # atlas:nolint MF101
                /*atlas:nolint LT101*/
                /*atlas:nolint ä */ SELECT 3;
                -- ö
                SELECT 4;
                """;

        assertThat(above(text)).containsExactly(List.of("DS103"), List.of(), List.of("MF101", "LT101", "ä"), List.of());
        Migration file = file(text);
        Statement first = statements(text).get(0);
        assertThat(file.directivesAbove(first.offset()).silences("DS103")).isTrue();
        assertThat(file.directivesAbove(first.offset()).silences("DS102")).isFalse();
        assertThat(file.directives().has("nolint")).isFalse();
    }

    @Test
    void theBlockOfTheFileIsNoneOfItsFirstStatement() {
        assertThat(above("-- atlas:nolint\n\nDROP TABLE a;")).containsExactly(List.of());
    }

    @Test
    void theDelimiterIsWhatTheFirstLineSaysExactly() {
        assertThat(texts("-- atlas:delimiter \\n\\n\\n\na;\n\nb\n\n\nc")).containsExactly("a;\n\nb", "c");
        assertThat(texts("-- atlas:delimiter \\t\na;\tb")).containsExactly("a;", "b");
        assertThat(texts("-- atlas:delimiter -- end\n-- atlas:txmode none\n\na;b\n-- end\n"))
                .containsExactly("a;b");
        assertThat(texts("-- words\n-- atlas:delimiter //\na; // b;")).containsExactly("a;", "// b;");
        assertThat(texts("--atlas:delimiter //\na; // b;")).containsExactly("a;", "// b;");
        assertThat(texts("# atlas:delimiter //\na; // b;")).containsExactly("# atlas:delimiter //\na;", "// b;");
        assertThatThrownBy(() -> texts("-- atlas:delimiter  \na;")).isInstanceOf(SplitException.class);
    }

    @Test
    void theChecksumIgnoresAFileWhoseFirstLineSaysSoAndNoOther() {
        assertThat(entries("-- atlas:sum ignore\nx")).isEmpty();
        assertThat(entries("#atlas:sum ignore")).isEmpty();
        assertThat(entries("-- atlas:sum ignore it\n")).containsExactly("1.sql");
        assertThat(entries("-- atlas:sum\n")).containsExactly("1.sql");
        assertThat(entries("-- atlas:txmode none\n-- atlas:sum ignore\n\n")).containsExactly("1.sql");
    }

    private static List<String> entries(String text) {
        return MigrationDirectory.of(List.of(new SourceFile("1.sql", bytes(text))), null)
                .sumText()
                .lines()
                .skip(1)
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
    }

    private static List<List<String>> above(String text) {
        return statements(text).stream()
                .map(statement -> file(text).directivesAbove(statement.offset()).values("nolint"))
                .toList();
    }

    private static List<String> texts(String text) {
        return statements(text, SplitRules.SQLITE).stream().map(Statement::text).toList();
    }

    private static List<Statement> statements(String text) {
        return statements(text, SplitRules.MYSQL);
    }

    private static List<Statement> statements(String text, SplitRules rules) {
        return StatementSplitter.of(rules).split(text);
    }

    private static Migration file(String text) {
        return new Migration("1.sql", bytes(text), "");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
