package io.drover.engine.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StatementSplitterTest {

    @Test
    void keepsTheSemicolonAndDropsCommentsBeforeAStatement() {
        assertThat(sqlite("-- first\nCREATE TABLE a (x int);\n\n/* second */ INSERT INTO a VALUES (1) ; ;"))
                .containsExactly("CREATE TABLE a (x int);", "INSERT INTO a VALUES (1) ;", ";");
    }

    @Test
    void stepsOverAByteOrderMarkAndCountsItsBytes() {
        assertThat(StatementSplitter.of(SplitRules.POSTGRES).split("\uFEFFSELECT 1;\nSELECT 2;"))
                .containsExactly(new Statement("SELECT 1;", 3, 9), new Statement("SELECT 2;", 13, 9));
        assertThat(sqlite("\uFEFF-- atlas:delimiter //\nSELECT 1; // SELECT 2"))
                .containsExactly("SELECT 1;", "SELECT 2");
    }

    @Test
    void emitsALastStatementWithoutDelimiter() {
        assertThat(sqlite("SELECT 1;\nSELECT 2\n")).containsExactly("SELECT 1;", "SELECT 2");
    }

    @Test
    void findsNothingInAFileOfCommentsOnly() {
        assertThat(sqlite("-- nothing; here\n/* nor; here */\n-- don't worry")).isEmpty();
    }

    @Test
    void keepsCommentsInsideAStatement() {
        assertThat(sqlite("CREATE TABLE a ( -- ; don't\n x int /* ; */\n);"))
                .containsExactly("CREATE TABLE a ( -- ; don't\n x int /* ; */\n);");
    }

    @ParameterizedTest
    @EnumSource(SplitRules.class)
    void ignoresDelimitersInQuotes(SplitRules rules) {
        assertThat(texts(rules, "INSERT INTO a VALUES ('x;''y', \"p;q\", `r;s`);SELECT ';';"))
                .containsExactly("INSERT INTO a VALUES ('x;''y', \"p;q\", `r;s`);", "SELECT ';';");
    }

    @Test
    void ignoresDelimitersInParentheses() {
        assertThat(sqlite("CREATE RULE r AS DO (a; (b;) c;); SELECT 1;"))
                .containsExactly("CREATE RULE r AS DO (a; (b;) c;);", "SELECT 1;");
    }

    @Test
    void knowsBackslashesAndHashCommentsOfMysqlOnly() {
        assertThat(texts(SplitRules.MYSQL, "# it's\nSELECT 'a\\';b';SELECT `\\`;"))
                .containsExactly("SELECT 'a\\';b';", "SELECT `\\`;");
        assertThat(sqlite("SELECT 'a\\';SELECT 2;")).containsExactly("SELECT 'a\\';", "SELECT 2;");
    }

    @Test
    void knowsEscapeStringsOfPostgres() {
        assertThat(postgres("SELECT E'a\\';b', e'\\\\';SELECT 'a\\';SELECT name'\\';"))
                .containsExactly("SELECT E'a\\';b', e'\\\\';", "SELECT 'a\\';", "SELECT name'\\';");
    }

    @Test
    void skipsDollarQuotesButNotDollarsInNames() {
        assertThat(postgres("DO $$ BEGIN a; END $$;CREATE FUNCTION f() AS $x1$ a; $$ b; $x1$;SELECT a$b$c; SELECT $1;"))
                .containsExactly(
                        "DO $$ BEGIN a; END $$;",
                        "CREATE FUNCTION f() AS $x1$ a; $$ b; $x1$;",
                        "SELECT a$b$c;",
                        "SELECT $1;");
    }

    @Test
    void keepsATriggerWhole() {
        String trigger = "CREATE TRIGGER t AFTER INSERT ON a BEGIN\n UPDATE a SET x = CASE WHEN 1 THEN 2 END;\n"
                + " /* last */ INSERT INTO b VALUES (';');\nEND;";
        assertThat(sqlite(trigger + "\nSELECT 1;")).containsExactly(trigger, "SELECT 1;");
        assertThat(sqlite(trigger.substring(0, trigger.length() - 1)))
                .containsExactly(trigger.substring(0, trigger.length() - 1));
    }

    @Test
    void keepsNestedBlocksWhole() {
        String procedure = "CREATE PROCEDURE p() BEGIN a; IF x THEN b; END IF; BEGIN c; END; END ;";
        assertThat(texts(SplitRules.MYSQL, procedure + "SELECT 1;")).containsExactly(procedure, "SELECT 1;");
    }

    @Test
    void takesABeginThatNeverEndsAsAWord() {
        assertThat(sqlite("BEGIN;a;COMMIT;BEGIN TRANSACTION; a; CREATE TRIGGER t BEGIN b; END; COMMIT;"))
                .containsExactly(
                        "BEGIN;",
                        "a;",
                        "COMMIT;",
                        "BEGIN TRANSACTION;",
                        "a;",
                        "CREATE TRIGGER t BEGIN b; END;",
                        "COMMIT;");
        assertThat(sqlite("BEGIN BEGIN x; y")).containsExactly("BEGIN BEGIN x;", "y");
        assertThat(sqlite("x BEGIN \n")).containsExactly("x BEGIN");
    }

    @Test
    void keepsAnAtomicBodyWhole() {
        String function = "CREATE FUNCTION f() BEGIN ATOMIC\n SELECT 1;\n SELECT CASE WHEN a THEN b END;\nEND;";
        assertThat(texts(SplitRules.GENERIC, function + "SELECT 2;")).containsExactly(function, "SELECT 2;");
        assertThat(postgres(function + "SELECT 2;")).containsExactly(function, "SELECT 2;");
    }

    @ParameterizedTest
    @EnumSource(SplitRules.class)
    void followsTheDelimiterCommand(SplitRules rules) {
        assertThat(texts(rules, "a;\nDELIMITER //\nb; c //\nd//\ndelimiter ';'\ne;"))
                .containsExactly("a;", "b; c", "d", "e;");
    }

    @Test
    void followsTheDelimiterDirectiveOfTheFirstLine() {
        assertThat(sqlite("-- atlas:delimiter \\n\\n\na;\nb;\n\n\n\nc\n\n")).containsExactly("a;\nb;", "c");
        assertThat(sqlite("-- atlas:delimiter -- end\na;\n-- end\nb\n-- end\n")).containsExactly("a;", "b");
    }

    @Test
    void tellsOffsetsInBytes() {
        String text = "-- ä€😀\nSELECT 'ä€😀';\n  SELECT 2 ;";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        List<Statement> statements = StatementSplitter.of(SplitRules.GENERIC).split(text);
        assertThat(statements).hasSize(2).allSatisfy(statement -> {
            byte[] cut = Arrays.copyOfRange(bytes, statement.offset(), statement.offset() + statement.length());
            assertThat(new String(cut, StandardCharsets.UTF_8)).isEqualTo(statement.text());
        });
    }

    @Test
    void saysWhereAQuoteOrAParenthesisIsNotClosed() {
        assertThatThrownBy(() -> sqlite("SELECT 1;\n  SELECT 'a;")).hasMessage("2:10: unclosed quote '\\''");
        assertThatThrownBy(() -> sqlite("SELECT (1;\n(")).hasMessage("1:8: unclosed '('");
        assertThatThrownBy(() -> sqlite("\n)")).hasMessage("2:1: unexpected ')'");
        assertThatThrownBy(() -> postgres("SELECT $a$ ;")).hasMessage("1:8: unclosed dollar-quoted string $a$");
        assertThatThrownBy(() -> sqlite("-- atlas:delimiter\na")).hasMessage("1:1: empty delimiter");
        assertThatThrownBy(() -> sqlite("-- atlas:delimiter x")).hasMessageContaining("no input found after delimiter");
    }

    @Test
    void givesAStatementTheDirectivesDirectlyAboveIt() {
        String file = """
                -- atlas:txmode none

                -- atlas:nolint DS102 MF101
                -- what it is for
                /*atlas:assert DS102*/
                CREATE TABLE a (x int); -- atlas:nolint

                --atlas:nolint
                DROP TABLE a;
                SELECT ( -- atlas:inside
                1);
                /* atlas:two
                lines */ SELECT 2;
                """;

        for (String text : List.of(file, file.replace("\n", "\r\n"))) {
            List<Statement> statements =
                    StatementSplitter.of(SplitRules.POSTGRES).split(text);

            assertThat(statements)
                    .extracting(Statement::directives)
                    .containsExactly(
                            List.of(new Directive("nolint", "DS102 MF101"), new Directive("assert", "DS102")),
                            List.of(new Directive("nolint", "")),
                            List.of(),
                            List.of());
            assertThat(statements.get(0).directives("nolint")).containsExactly("DS102 MF101");
        }
        assertThat(StatementSplitter.of(SplitRules.MYSQL).split("#atlas:nolint\nSELECT 1;"))
                .extracting(Statement::directives)
                .containsExactly(List.of(new Directive("nolint", "")));
    }

    @Test
    void givesABlockTheDirectivesAboveItAndNotThoseInsideOfIt() {
        String trigger = "-- atlas:nolint A\nCREATE TRIGGER t BEGIN\n-- atlas:nolint B\nx; END;\n-- atlas:nolint C\ny;";

        assertThat(StatementSplitter.of(SplitRules.SQLITE).split(trigger))
                .extracting(statement -> statement.directives("nolint"))
                .containsExactly(List.of("A"), List.of("C"));
        assertThat(StatementSplitter.of(SplitRules.SQLITE).split(trigger.replace("END;", "")))
                .extracting(statement -> statement.directives("nolint"))
                .containsExactly(List.of("A"), List.of("C"));
    }

    @Test
    void knowsCommentsInsideOfCommentsOfPostgresOnly() {
        assertThat(postgres("/* a; /* b; */ c; */ SELECT 1; SELECT /* /* */ ; */ 2;"))
                .containsExactly("SELECT 1;", "SELECT /* /* */ ; */ 2;");
        assertThat(postgres("/* a /* b */ SELECT 1;")).containsExactly("SELECT 1;");
        assertThat(sqlite("/* a /* b */ SELECT 1;")).containsExactly("SELECT 1;");
    }

    @Test
    void followsTheDelimiterCommandBehindAWordBegin() {
        assertThat(texts(SplitRules.MYSQL, "ALTER TABLE t ADD begin int;\nDELIMITER //\nCREATE x BEGIN a; END//\ny"))
                .containsExactly("ALTER TABLE t ADD begin int;", "CREATE x BEGIN a; END", "y");
    }

    private static List<String> sqlite(String text) {
        return texts(SplitRules.SQLITE, text);
    }

    private static List<String> postgres(String text) {
        return texts(SplitRules.POSTGRES, text);
    }

    private static List<String> texts(SplitRules rules, String text) {
        return StatementSplitter.of(rules).split(text).stream()
                .map(Statement::text)
                .toList();
    }
}
