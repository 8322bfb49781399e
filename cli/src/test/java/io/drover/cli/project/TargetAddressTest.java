package io.drover.cli.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.target.TargetUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetAddressTest {
    @TempDir
    Path folder;

    @BeforeEach
    void byItsRealPath() throws IOException {
        folder = folder.toRealPath();
    }

    @Test
    void aPathIsTheSameFileAfterItsJourneyWhateverItsFoldersAreCalled() throws IOException {
        Path odd = Files.createDirectory(folder.resolve("100% what? a+b%20c"));

        String placed = TargetAddress.placed("sqlite://t.db?_fk=1", odd);

        assertThat(TargetUrl.parse(placed).file()).isEqualTo(odd.resolve("t.db"));
        assertThat(TargetUrl.parse(placed).parameters()).containsEntry("_fk", "1");
    }

    @Test
    void aPathIsDecodedBeforeItsLinksAreFollowed() throws IOException {
        Files.createDirectory(folder.resolve("real"));
        Files.createSymbolicLink(folder.resolve("a link"), folder.resolve("real"));

        assertThat(TargetAddress.placed("sqlite://a%20link/t.db", folder))
                .isEqualTo("sqlite://" + folder + "/real/t.db");
    }

    @Test
    void aReferenceStaysOne() {
        assertThat(TargetAddress.placed("sqlite://${env:NAME}.db", folder))
                .isEqualTo("sqlite://" + folder + "/${env:NAME}.db");
    }

    @Test
    void aTargetHasItsNameBeforeItsReferencesAreResolved() {
        assertThat(TargetAddress.name(TargetAddress.unresolved("postgres://app:${env:PW}@db/acme?password=${file:/p}")))
                .isEqualTo("acme");
    }
}
