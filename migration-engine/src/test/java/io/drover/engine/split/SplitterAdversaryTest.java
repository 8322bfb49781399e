package io.drover.engine.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files made to keep a splitter busy. The bound is what a quadratic one could never hold; a linear one needs a second. */
class SplitterAdversaryTest {

    private static final int LENGTH = 8_000_000;

    static Stream<Arguments> files() {
        return Stream.of(
                Arguments.of("begins that never end", SplitRules.MYSQL, filled("BEGIN x; "), LENGTH / 9),
                Arguments.of("begins in one statement", SplitRules.SQLITE, filled("BEGIN "), 1),
                Arguments.of("atomic begins", SplitRules.POSTGRES, filled("BEGIN ATOMIC ; "), LENGTH / 15),
                Arguments.of(
                        "blocks closed at the very end",
                        SplitRules.MYSQL,
                        filled("BEGIN ") + "x; " + "END; ".repeat(LENGTH / 6),
                        1),
                Arguments.of("block comments that never end", SplitRules.SQLITE, filled("/* ;"), LENGTH / 4),
                Arguments.of("nested comments that never end", SplitRules.POSTGRES, filled("/* /* */ ;"), LENGTH / 10),
                Arguments.of("dollars that are no quotes", SplitRules.POSTGRES, filled("$a $1$ a$b$c ;"), LENGTH / 14),
                Arguments.of("delimiter commands", SplitRules.MYSQL, filled("begin x\ndelimiter ;\n"), LENGTH / 20),
                Arguments.of("ends without begin", SplitRules.POSTGRES, filled("END; "), LENGTH / 5),
                Arguments.of("spaces between", SplitRules.GENERIC, "BEGIN" + filled(" ") + "x", 1),
                Arguments.of("directives", SplitRules.POSTGRES, filled("-- atlas:nolint\n") + "x", 1),
                Arguments.of("rows", SplitRules.SQLITE, filled("INSERT INTO t VALUES ('a;b', 1);\n"), LENGTH / 33));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void looksAtEachCharacterAFewTimesOnly(String name, SplitRules rules, String file, int statements) {
        assertThat(assertTimeoutPreemptively(
                        Duration.ofSeconds(30),
                        () -> StatementSplitter.of(rules).split(file).size()))
                .as(name)
                .isEqualTo(statements);
    }

    @Test
    void readsAFileOfFiftyMegabytes() {
        String rows = "INSERT INTO t (a, b) VALUES (1, 'some text; with a delimiter');\n".repeat(800_000);

        assertThat(assertTimeoutPreemptively(
                        Duration.ofSeconds(60),
                        () -> StatementSplitter.of(SplitRules.POSTGRES).split(rows)))
                .hasSize(800_000)
                .last()
                .satisfies(last -> assertThat(last.offset()).isEqualTo(799_999 * 64));
    }

    @Test
    void goesAsDeepAsTheFileDoes() {
        String open = "(".repeat(LENGTH);
        assertThat(StatementSplitter.of(SplitRules.SQLITE).split(open + ")".repeat(LENGTH)))
                .hasSize(1);
        assertThatThrownBy(() -> StatementSplitter.of(SplitRules.SQLITE).split("\n" + open))
                .hasMessage("2:1: unclosed '('");
    }

    @Test
    void saysWhereAQuoteBeginsThatTheRestOfTheFileIsIn() {
        String file =
                filled("SELECT 1;\n") + "SELECT 'x;\n" + filled("SELECT 2;\n").replace("'", "");
        assertThatThrownBy(() -> StatementSplitter.of(SplitRules.POSTGRES).split(file))
                .hasMessage((LENGTH / 10 + 1) + ":8: unclosed quote '\\''");
        assertThatThrownBy(() -> StatementSplitter.of(SplitRules.POSTGRES).split(file.replace("'", "$tag$")))
                .hasMessage((LENGTH / 10 + 1) + ":8: unclosed dollar-quoted string $tag$");
    }

    @Test
    void refusesADelimiterLongerThanAnyDatabaseNeeds() {
        String delimiter = "a".repeat(Delimiter.MAX_LENGTH + 1);
        assertThatThrownBy(() ->
                        StatementSplitter.of(SplitRules.MYSQL).split("x;\nDELIMITER " + delimiter + "\n" + filled("a")))
                .hasMessage("2:1: the delimiter is longer than 255 characters");
    }

    private static String filled(String with) {
        return with.repeat(LENGTH / with.length());
    }
}
