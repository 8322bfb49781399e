package io.drover.registry.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.kit.problem.Fault;
import io.drover.registry.directory.PushRules.FileIdentity;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PushRulesTest {
    private static final List<FileIdentity> NEWEST = files("1_a.sql=a", "3_c.sql=c");

    @Test
    @DisplayName("P3 files may be added behind the last")
    void allowsNewFilesBehindTheLast() {
        assertThat(PushRules.check(NEWEST, files("1_a.sql=a", "3_c.sql=c", "4_d.sql=d"), false, false)
                        .isAllowed())
                .isTrue();
    }

    @Test
    @DisplayName("P3 the first version may hold anything")
    void allowsAnythingInANewDirectory() {
        assertThat(PushRules.check(List.of(), NEWEST, false, false).isAllowed()).isTrue();
    }

    @Test
    @DisplayName("P3 every removed and every changed file is named")
    void namesEachRewrittenFile() {
        PushRules.Verdict verdict = PushRules.check(NEWEST, files("3_c.sql=x"), false, false);

        assertThat(verdict.rewritten())
                .containsExactly(
                        new Fault("1_a.sql", "1_a.sql was removed"), new Fault("3_c.sql", "3_c.sql was changed"));
        assertThat(verdict.outOfOrder()).isEmpty();
    }

    @Test
    @DisplayName("P3 a new file that sorts before the last is named")
    void namesEachFileThatComesTooLate() {
        PushRules.Verdict verdict =
                PushRules.check(NEWEST, files("0_z.sql=z", "1_a.sql=a", "2_b.sql=b", "3_c.sql=c"), false, false);

        assertThat(verdict.rewritten()).isEmpty();
        assertThat(verdict.outOfOrder())
                .extracting(Fault::detail)
                .containsExactly("0_z.sql is new but sorts before 3_c.sql", "2_b.sql is new but sorts before 3_c.sql");
    }

    @Test
    @DisplayName("P3 each flag allows its own fault and no other")
    void flagsAllowOnlyTheirOwn() {
        List<FileIdentity> pushed = files("2_b.sql=b", "3_c.sql=c");

        assertThat(PushRules.check(NEWEST, pushed, true, true).isAllowed()).isTrue();
        assertThat(PushRules.check(NEWEST, pushed, true, false).outOfOrder()).hasSize(1);
        assertThat(PushRules.check(NEWEST, pushed, false, true).rewritten()).hasSize(1);
    }

    @Test
    @DisplayName("P3 names compare bytewise")
    void comparesNamesBytewise() {
        assertThat(PushRules.check(files("9.sql=a"), files("9.sql=a", "10.sql=b"), false, false)
                        .outOfOrder())
                .hasSize(1);
    }

    private static List<FileIdentity> files(String... files) {
        return Arrays.stream(files)
                .map(file -> file.split("="))
                .map(file -> new FileIdentity(file[0], file[1]))
                .toList();
    }
}
