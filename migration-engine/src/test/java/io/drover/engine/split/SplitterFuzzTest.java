package io.drover.engine.split;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random files; {@code -Dsplit.tries} and {@code -Dsplit.seed} choose how many and which. */
class SplitterFuzzTest {

    private static final int TRIES = Integer.getInteger("split.tries", 2_000);
    private static final long SEED = Long.getLong("split.seed", System.nanoTime());
    private static final List<String> SOUP = List.of(
            ";",
            "'",
            "\"",
            "`",
            "(",
            ")",
            "$$",
            "$a$",
            "--",
            "/*",
            "*/",
            "#",
            "\n",
            "\r\n",
            " ",
            "BEGIN ",
            "END",
            "ATOMIC ",
            "DELIMITER //\n",
            "//",
            "\\",
            "E",
            "\uFEFF",
            "\uD83D",
            "\uDE00",
            "ä",
            "-- atlas:nolint\n",
            "x",
            "-- atlas:delimiter \\n\n",
            "delimiter ;\n",
            "END;",
            "b");

    @ParameterizedTest
    @EnumSource(SplitRules.class)
    void findsExactlyTheStatementsThatWereWritten(SplitRules rules) {
        for (long seed = SEED; seed < SEED + TRIES; seed++) {
            RandomSql sql = new RandomSql(seed, rules);
            String file = sql.file();

            List<Statement> statements = StatementSplitter.of(rules).split(file);

            assertThat(statements)
                    .as("seed %d, %s: %s", seed, rules, file)
                    .extracting(Statement::text)
                    .isEqualTo(sql.statements());
            reassembles(seed, file, statements);
        }
    }

    @ParameterizedTest
    @EnumSource(SplitRules.class)
    void takesAnyTextApartOrSaysWhereItCannot(SplitRules rules) {
        for (long seed = SEED; seed < SEED + TRIES; seed++) {
            Random random = new Random(seed);
            StringBuilder soup = new StringBuilder();
            for (int left = random.nextInt(40); left > 0; left--) {
                soup.append(SOUP.get(random.nextInt(SOUP.size())));
            }
            String file = soup.toString();
            try {
                reassembles(seed, file, StatementSplitter.of(rules).split(file));
            } catch (SplitException e) {
                long lines = file.chars().filter(c -> c == '\n').count() + 1;
                assertThat(e.line()).as("seed %d: %s", seed, file).isBetween(1, (int) lines);
                assertThat(e.column()).as("seed %d: %s", seed, file).isBetween(1, file.length());
                assertThat(e).hasMessageStartingWith(e.line() + ":" + e.column() + ": ");
            }
        }
    }

    /** Statements and what is between them are the file; what is between them executes nothing. */
    private static void reassembles(long seed, String file, List<Statement> statements) {
        byte[] bytes = file.getBytes(StandardCharsets.UTF_8);
        int at = 0;
        for (Statement statement : statements) {
            assertThat(statement.offset()).as("seed %d: %s", seed, file).isGreaterThanOrEqualTo(at);
            at = statement.offset() + statement.length();
            assertThat(Arrays.copyOfRange(bytes, statement.offset(), at))
                    .as("seed %d: %s", seed, file)
                    .isEqualTo(statement.text().getBytes(StandardCharsets.UTF_8));
            assertThat(statement.text()).isNotBlank();
        }
        assertThat(at).isLessThanOrEqualTo(bytes.length);
    }
}
