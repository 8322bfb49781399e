package io.drover.agent.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.agent.target.PlaceRule.Verdict;
import io.drover.engine.target.TargetUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("P7 where an agent may touch and make files")
class PlaceRuleTest {
    @TempDir
    Path folder;

    private PlaceRule rule;

    @BeforeEach
    void anAgentOnHostA() throws IOException {
        folder = folder.toRealPath();
        Files.createDirectory(folder.resolve("root"));
        Files.createDirectory(folder.resolve("outside"));
        rule = new PlaceRule("host-a", List.of(folder.resolve("root")), List.of(folder.resolve("shared")));
    }

    @Test
    void serversAreEverywhere() {
        assertThat(rule.judge(TargetUrl.parse("postgres://u@db/t1"), null, true))
                .isEqualTo(new Verdict.Here(false));
    }

    @Test
    void refusesAFileThatWasNamedOnAnotherHost() {
        assertThat(code(judge("root/t.db", "host-b", true))).isEqualTo("wrong-host");
    }

    @Test
    void refusesAFileWithoutAHost() {
        assertThat(code(judge("root/t.db", null, true))).isEqualTo("wrong-host");
    }

    @Test
    void takesAFileOfAnotherHostBelowASharedFolder() throws IOException {
        Files.createDirectory(folder.resolve("shared"));
        Files.createFile(folder.resolve("shared/t.db"));

        assertThat(judge("shared/t.db", "host-b", true)).isEqualTo(new Verdict.Here(false));
    }

    @Test
    void aSharedFolderIsNotLeftThroughItsParent() throws IOException {
        Files.createFile(folder.resolve("outside/t.db"));

        assertThat(code(judge("shared/../outside/t.db", "host-b", true))).isEqualTo("wrong-host");
    }

    @Test
    void anExistingFileIsWelcomeAnywhere() throws IOException {
        Files.createFile(folder.resolve("outside/t.db"));

        assertThat(judge("outside/t.db", "host-a", false)).isEqualTo(new Verdict.Here(false));
    }

    @Test
    void makesAFileBelowARoot() {
        assertThat(judge("root/new.db", "host-a", true)).isEqualTo(new Verdict.Here(true));
    }

    @Test
    void makesNoFileOutsideTheRoots() {
        assertThat(code(judge("outside/new.db", "host-a", true))).isEqualTo("target-missing");
    }

    @Test
    void makesNoFileThroughALinkThatLeadsOutOfTheRoots() throws IOException {
        Files.createSymbolicLink(folder.resolve("root/link"), folder.resolve("outside"));

        assertThat(code(judge("root/link/new.db", "host-a", true))).isEqualTo("target-missing");
    }

    @Test
    void makesNoFolder() {
        assertThat(code(judge("root/none/new.db", "host-a", true))).isEqualTo("target-missing");
    }

    @Test
    void aFileThatWasMigratedBeforeIsNotMadeAnew() {
        Verdict verdict = judge("root/lost.db", "host-a", false);

        assertThat(code(verdict)).isEqualTo("target-missing");
        assertThat(((Verdict.NotHere) verdict).error().message())
                .contains(folder.resolve("root/lost.db").toString())
                .contains("was migrated before");
    }

    private Verdict judge(String path, String namedOn, boolean neverMigrated) {
        return rule.judge(TargetUrl.parse("sqlite://" + folder + "/" + path), namedOn, neverMigrated);
    }

    private static String code(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.NotHere.class);
        return ((Verdict.NotHere) verdict).error().code();
    }
}
