package io.drover.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.engine.directory.Migration;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PendingFilesTest {

    private static final ApplyOptions OPTIONS = ApplyOptions.defaults();
    private static final String CHECKPOINT = "-- atlas:checkpoint\n\n";

    private static final List<Migration> FILES = Dirs.of(
                    "1.sql", "", "2.sql", "", "3_c.sql", CHECKPOINT, "4.sql", "", "5_c.sql", CHECKPOINT, "6.sql", "")
            .migrations();

    @Test
    void beginsOnAnEmptyDatabaseAtTheLastCheckpoint() throws Refusal {
        assertThat(pending(OPTIONS)).containsExactly("5", "6");
        assertThat(pending(OPTIONS.withToMigration("4"))).containsExactly("3", "4");
        assertThat(pending(OPTIONS.withToMigration("2"))).containsExactly("1", "2");
    }

    @Test
    void leavesCheckpointsOutOnceThereAreRevisions() throws Refusal {
        assertThat(pending(OPTIONS, whole("1"))).containsExactly("2", "4", "6");
        assertThat(pending(OPTIONS.withAmount(2), whole("1"))).containsExactly("2", "4");
        assertThat(pending(OPTIONS, whole("6"))).isEmpty();
        assertThat(pending(OPTIONS, whole("9"))).isEmpty();
    }

    @Test
    void resumesTheFileThatIsPartlyApplied() throws Refusal {
        assertThat(pending(OPTIONS, whole("1"), partial("2"))).containsExactly("2", "4", "6");
        assertThat(pending(OPTIONS, partial("3"))).containsExactly("3", "4", "6");
        assertThatThrownBy(() -> pending(OPTIONS, partial("7")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("missing migration: revision \"7.sql\"");
    }

    @Test
    void doesNotHaveWhatItLeavesOut() throws Refusal {
        Revision[] gap = {whole("1"), whole("4"), whole("6")};
        assertThat(nothingLeft(OPTIONS.withExecOrder(ExecOrder.LINEAR_SKIP), gap))
                .isFalse();
        assertThat(nothingLeft(OPTIONS.withExecOrder(ExecOrder.NON_LINEAR), gap))
                .isTrue();
        assertThat(nothingLeft(OPTIONS, whole("1"), partial("4")))
                .as("2 is missing when 4 is resumed and 6 is done")
                .isFalse();
        assertThat(nothingLeft(OPTIONS, whole("1"), whole("2"), partial("4"))).isTrue();
    }

    private static boolean nothingLeft(ApplyOptions options, Revision... revisions) throws Refusal {
        PendingFiles pending = PendingFiles.of(FILES, List.of(revisions), options, null);
        return pending.nothingLeftAfter(pending.files().size());
    }

    @Test
    void takesTheLastFileForDoneWhenItWasSetByHand() throws Refusal {
        assertThat(pending(OPTIONS, whole("1"), ours(partial("2"), 6))).containsExactly("4", "6");
    }

    @Test
    @DisplayName("P29 a late file of which we applied a part is not taken for done")
    void resumesALateFileThatIsPartlyApplied() throws Refusal {
        Revision[] late = {whole("1"), ours(partial("2"), 2), whole("4")};
        ApplyOptions anyOrder = OPTIONS.withExecOrder(ExecOrder.NON_LINEAR);

        assertThat(pending(anyOrder, late)).containsExactly("2", "6");
        assertThat(pending(OPTIONS, late)).containsExactly("2", "6");
        assertThat(pending(anyOrder, whole("1"), ours(partial("4"), 2), whole("6")))
                .containsExactly("4", "2");
        assertThat(pending(anyOrder, whole("1"), ours(partial("2"), 6), whole("4")))
                .as("set by hand")
                .containsExactly("6");
        assertThat(pending(anyOrder, whole("1"), partial("2"), whole("4")))
                .as("left by Atlas")
                .containsExactly("6");
        assertThatThrownBy(() -> pending(anyOrder, whole("1"), ours(partial("11"), 2), whole("6")))
                .hasMessageContaining("missing migration: revision \"11.sql\"");
    }

    private static Revision ours(Revision revision, int type) {
        return new Revision(
                revision.version(), "", type, 0, 1, Instant.EPOCH, Duration.ZERO, "", "", "", List.of(), "Drover v1");
    }

    @Test
    void takesABaselineAsReached() throws Refusal {
        PendingFiles found = PendingFiles.of(FILES, List.of(), OPTIONS.withBaseline("2"), "found table \"t\"");

        assertThat(found.baseline().version()).isEqualTo("2");
        assertThat(versions(found.files())).containsExactly("4", "6");
        assertThat(pending(OPTIONS.withBaseline("2"), whole("4"))).containsExactly("6");
        assertThatThrownBy(() -> pending(OPTIONS.withBaseline("7"))).hasMessage("baseline version \"7\" not found");
    }

    @Test
    void wantsACleanDatabaseWithoutRevisions() throws Refusal {
        assertThatThrownBy(() -> PendingFiles.of(FILES, List.of(), OPTIONS, "found table \"t\""))
                .hasMessage("sql/migrate: connected database is not clean: found table \"t\"."
                        + " baseline version or allow-dirty is required");
        assertThat(PendingFiles.of(FILES, List.of(), OPTIONS.withAllowDirty(true), "found table \"t\"")
                        .files())
                .hasSize(2);
    }

    @Test
    void tellsAllFilesThatCameTooLate() throws Refusal {
        Revision[] around = {whole("1"), whole("6")};

        assertThatThrownBy(() -> pending(OPTIONS, around))
                .hasMessageStartingWith("migration files 2.sql, 4.sql were added out of order.");
        assertThat(pending(OPTIONS.withExecOrder(ExecOrder.LINEAR_SKIP), around))
                .isEmpty();
        assertThat(pending(OPTIONS.withExecOrder(ExecOrder.NON_LINEAR), around)).containsExactly("2", "4");
        assertThat(pending(OPTIONS, whole("2"), whole("4"))).containsExactly("6");
    }

    private static List<String> pending(ApplyOptions options, Revision... revisions) throws Refusal {
        List<Migration> files =
                PendingFiles.of(FILES, List.of(revisions), options, null).files();
        return versions(PendingFiles.limit(files, options));
    }

    private static List<String> versions(List<Migration> files) {
        return new ArrayList<>(files.stream().map(Migration::version).toList());
    }

    private static Revision whole(String version) {
        return revision(version, 1);
    }

    private static Revision partial(String version) {
        return revision(version, 0);
    }

    private static Revision revision(String version, int applied) {
        return new Revision(
                version, "", 2, applied, 1, Instant.EPOCH, Duration.ZERO, "", "", "", List.of(), "Atlas CLI v1");
    }
}
