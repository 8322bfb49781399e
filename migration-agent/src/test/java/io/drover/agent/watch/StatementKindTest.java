package io.drover.agent.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementKindTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "CREATE TABLE t (id int) > CREATE",
                "insert into t values (1) > INSERT",
                "/* why */ -- and how\\n  UPDATE t SET a = 1 > UPDATE",
                "# mysql\\nDROP TABLE t > DROP",
                "secret_procedure() > OTHER",
                "updates > OTHER",
                "-- only a comment > OTHER"
            })
    void isTheFirstWordThatEverybodyKnows(String text, String kind) {
        assertThat(StatementKind.of(text.replace("\\n", "\n"))).isEqualTo(kind);
    }

    @Test
    void aLongCommentCostsNoMoreThanALook() {
        String comment = "/*" + "*".repeat(1_000_000) + "*/ SELECT 1";

        assertThat(StatementKind.of(comment)).isEqualTo("OTHER");
        assertThat(StatementKind.of("")).isEqualTo("OTHER");
    }
}
