package io.drover.engine.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewFileNameTest {
    private static final Instant NOW = Instant.parse("2024-07-21T11:13:45.678Z");

    @TempDir
    Path folder;

    @Test
    void startsWithTheSecondInUtc() {
        assertThat(MigrationFiles.newFileName(folder, NOW, "seed users")).isEqualTo("20240721111345_seed_users.sql");
        assertThat(MigrationFiles.newFileName(folder.resolve("not-there"), NOW, null))
                .isEqualTo("20240721111345.sql");
    }

    @Test
    void takesTheNextFreeSecondSoThatEveryMigrationHasAVersionOfItsOwn() throws IOException {
        MigrationFiles.write(folder, "20240721111345_a.sql", "");
        MigrationFiles.write(folder, "20240721111346.sql", "");

        assertThat(MigrationFiles.newFileName(folder, NOW, "b")).isEqualTo("20240721111347_b.sql");
    }
}
