package io.drover.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.engine.directory.Migration;
import io.drover.engine.split.SplitRules;
import io.drover.engine.split.Statement;
import org.junit.jupiter.api.Test;

class CutFileTest {

    private static final String COMMENT_OF_MYSQL = "CREATE TABLE t (x int) # y;\n;";

    @Test
    void isCutOnceForAllTargets() throws Refusal {
        Migration file = file("CREATE TABLE t (x int);\nCREATE TABLE u (x int);");

        CutFile first = CutFile.of(file, SplitRules.SQLITE);

        assertThat(first.statements()).hasSize(2);
        assertThat(CutFile.of(file, SplitRules.SQLITE)).isSameAs(first);
    }

    @Test
    void isCutAnewForADatabaseWithOtherRules() throws Refusal {
        Migration file = file(COMMENT_OF_MYSQL);

        assertThat(CutFile.of(file, SplitRules.MYSQL).statements())
                .extracting(Statement::text)
                .containsExactly("CREATE TABLE t (x int) # y;\n;");
        assertThat(CutFile.of(file, SplitRules.SQLITE).statements())
                .extracting(Statement::text)
                .startsWith("CREATE TABLE t (x int) # y;");
    }

    @Test
    void anotherFileOfTheSameNameIsAnotherFile() throws Refusal {
        CutFile before = CutFile.of(file("SELECT 1;"), SplitRules.SQLITE);

        assertThat(CutFile.of(file("SELECT 2;"), SplitRules.SQLITE)).isNotEqualTo(before);
    }

    @Test
    void whatCannotBeCutIsRefusedEachTime() {
        Migration file = file("SELECT 'never closed");

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> CutFile.of(file, SplitRules.SQLITE))
                    .isInstanceOfSatisfying(
                            Refusal.class,
                            refusal -> assertThat(refusal.problem()).isInstanceOf(Problem.UnsplittableFile.class));
        }
    }

    private static Migration file(String text) {
        return Dirs.of("1.sql", text).migrations().get(0);
    }
}
