package io.drover.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.apply.ApplyOutcome.Applied;
import io.drover.engine.apply.ResolveOutcome.Refused;
import io.drover.engine.apply.ResolveOutcome.Resolved;
import io.drover.engine.directory.MigrationDirectory;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How people settle what a killed execution leaves unknown, on every database. */
interface ResolveContract {

    MigrationEngine ENGINE = EngineContract.ENGINE;
    ApplyOptions OPTIONS = EngineContract.OPTIONS;
    String FILE = "-- atlas:txmode none\n\nCREATE TABLE log (x int);\nINSERT INTO log VALUES (1);\n"
            + "INSERT INTO log VALUES (2);\n";

    /** The same database for the whole of a test. */
    TargetFixture target();

    @AfterEach
    default void leavesNothingBehind() {
        target().close();
    }

    private static MigrationDirectory directory() {
        return Dirs.of("1_log.sql", FILE);
    }

    /** As a kill leaves it in the second statement. */
    private void ambiguousInTheSecond() {
        String broken = FILE.replace("INSERT INTO log VALUES (1)", "INSERT INTO nowhere VALUES (1)");
        ENGINE.apply(target().url(), Dirs.of("1_log.sql", broken), OPTIONS.withRunId("7"), event -> {});
        target().sql("UPDATE " + target().revisionsPrefix() + "atlas_schema_revisions SET error = 'drover: executing',"
                + " error_stmt = 'INSERT INTO log VALUES (1);'");
    }

    private ResolveOutcome resolve(MigrationDirectory directory, String version, Resolution resolution) {
        return ENGINE.resolve(target().url(), directory, version, resolution, OPTIONS);
    }

    private Problem refusal(MigrationDirectory directory, String version, Resolution resolution) {
        return ((Refused) resolve(directory, version, resolution)).problem();
    }

    private List<String> applied() {
        assertThat(ENGINE.apply(target().url(), directory(), OPTIONS, event -> {}))
                .isInstanceOf(Applied.class);
        return target().rows("SELECT x FROM log ORDER BY x");
    }

    @Test
    @DisplayName("P29 a statement that is said to have run counts as applied and is not run again")
    default void aStatementThatRanIsNotRunAgain() {
        ambiguousInTheSecond();

        ResolveOutcome outcome = resolve(directory(), "1", Resolution.RAN);

        assertThat(outcome).isInstanceOfSatisfying(Resolved.class, resolved -> {
            assertThat(resolved.before().errorStatement()).isEqualTo("INSERT INTO log VALUES (1);");
            assertThat(resolved.before().applied()).isEqualTo(1);
            assertThat(resolved.after().applied()).isEqualTo(2);
            assertThat(resolved.after().error()).isEmpty();
            assertThat(resolved.after().partialHashes()).hasSize(2);
            assertThat(resolved.after().isOf("7")).isTrue();
        });
        assertThat(applied()).containsExactly("2");
        assertThat(target().revisions("type, applied, total, error")).containsExactly("2|3|3|");
    }

    @Test
    @DisplayName("P29 a statement that is said not to have run is run by the next apply")
    default void aStatementThatDidNotRunIsRun() {
        ambiguousInTheSecond();

        ResolveOutcome outcome = resolve(directory(), "1", Resolution.DID_NOT_RUN);

        assertThat(outcome).isInstanceOfSatisfying(Resolved.class, resolved -> {
            assertThat(resolved.after().applied()).isEqualTo(1);
            assertThat(resolved.after().isAmbiguous()).isFalse();
        });
        assertThat(applied()).containsExactly("1", "2");
    }

    @Test
    @DisplayName("P29 the last statement of a file completes it, visibly by hand")
    default void theLastStatementCompletesTheFile() {
        ambiguousInTheSecond();
        String text = FILE.replace("INSERT INTO log VALUES (2);\n", "");

        ResolveOutcome outcome = resolve(Dirs.of("1_log.sql", text), "1", Resolution.RAN);

        assertThat(outcome).isInstanceOf(Resolved.class);
        assertThat(target().revisions("type, applied, total, " + target().asText("partial_hashes")))
                .containsExactly("6|2|2|null");
    }

    @Test
    @DisplayName("P29 nothing is resolved twice, and nothing that is known")
    default void refusesWhatIsNotAmbiguous() {
        assertThat(refusal(directory(), "1", Resolution.RAN).sentence())
                .isEqualTo("nothing to resolve on " + target().url().redacted()
                        + ": version 1 has no revision: none of its statements was begun");
        ambiguousInTheSecond();
        resolve(directory(), "1", Resolution.DID_NOT_RUN);

        Problem again = refusal(directory(), "1", Resolution.DID_NOT_RUN);

        assertThat(again.code()).isEqualTo("not-ambiguous");
        assertThat(again.sentence())
                .endsWith("version 1 has 1 of 3 statements applied: the next apply goes on after them");
        applied();
        assertThat(refusal(directory(), "1", Resolution.RAN).sentence()).endsWith("version 1 is wholly applied");
    }

    @Test
    @DisplayName("P29 a file that was changed meanwhile is not resolved by guess")
    default void refusesAFileThatWasChanged() {
        ambiguousInTheSecond();

        assertThat(refusal(Dirs.of("1_log.sql", FILE.replace("(x int)", "(x bigint)")), "1", Resolution.DID_NOT_RUN))
                .isEqualTo(new Problem.HistoryChanged("1_log.sql", "1", 1));
        assertThat(refusal(Dirs.of("1_log.sql", FILE.replace("VALUES (1)", "VALUES (7)")), "1", Resolution.RAN))
                .isEqualTo(new Problem.HistoryChanged("1_log.sql", "1", 2));
        assertThat(refusal(Dirs.of("2_b.sql", ""), "1", Resolution.RAN).code()).isEqualTo("missing-migration");
        assertThat(ENGINE.inspect(target().url(), null).revision("1").isAmbiguous())
                .isTrue();
    }
}
