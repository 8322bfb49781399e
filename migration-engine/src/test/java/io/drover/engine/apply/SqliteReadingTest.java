package io.drover.engine.apply;

import static io.drover.engine.apply.EngineContract.ENGINE;
import static io.drover.engine.apply.EngineContract.OPTIONS;
import static io.drover.engine.apply.EngineContract.USERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.directory.MigrationDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read of a SQLite file before anything is written. */
class SqliteReadingTest {

    private static final MigrationDirectory DIRECTORY = Dirs.of("1_users.sql", USERS, "2_more.sql", "SELECT 1;");

    @TempDir
    private Path folder;

    private SqliteFixture fixture;

    @BeforeEach
    void freshFile() {
        fixture = new SqliteFixture(folder, "tenant.db");
    }

    @Test
    void plansWithAFileThatMayOnlyBeRead() throws IOException {
        ENGINE.apply(fixture.url(), DIRECTORY, OPTIONS.withAmount(1), event -> {});
        byte[] before = Files.readAllBytes(fixture.file());
        assertThat(fixture.file().toFile().setReadOnly()).isTrue();

        Plan plan = ENGINE.plan(fixture.url(), DIRECTORY, OPTIONS);

        assertThat(plan.problem()).isNull();
        assertThat(plan.from()).isEqualTo("1");
        assertThat(plan.to()).isEqualTo("2");
        assertThat(Files.readAllBytes(fixture.file())).isEqualTo(before);
        assertThat(folder).isDirectoryNotContaining(file -> !file.equals(fixture.file()));
    }

    @Test
    void plansWhileAnExecutionIsInItsTransaction() {
        for (String journal : new String[] {"delete", "wal"}) {
            fixture = new SqliteFixture(folder, journal + ".db");
            fixture.sql("PRAGMA journal_mode = " + journal);

            ENGINE.apply(fixture.url(), DIRECTORY, OPTIONS, event -> {
                if (event instanceof EngineEvent.StatementDone) {
                    Plan plan = ENGINE.plan(fixture.url(), DIRECTORY, OPTIONS);
                    assertThat(plan.problem()).isNull();
                    assertThat(plan.to()).isEqualTo("2");
                }
            });

            assertThat(ENGINE.inspect(fixture.url(), null).current()).isEqualTo("2");
            fixture.assertNothingIsLeft();
        }
    }

    @Test
    void namesWhatMakesAFileUnclean() {
        assertThat(dirt()).isNull();
        fixture.sql("CREATE TABLE t (x int)");
        assertThat(dirt()).isEqualTo("found table \"t\"");
        fixture.sql("CREATE TABLE u (x int)");
        assertThat(dirt()).isEqualTo("found multiple tables: 2");
        fixture.sql("DROP TABLE t", "DROP TABLE u");
        ENGINE.apply(fixture.url(), Dirs.of("0.sql", ""), OPTIONS, event -> {});
        fixture.sql("DELETE FROM atlas_schema_revisions");
        assertThat(dirt()).isNull();
    }

    private String dirt() {
        Problem problem = ENGINE.plan(fixture.url(), DIRECTORY, OPTIONS).problem();
        return problem == null ? null : ((Problem.NotClean) problem).reason();
    }
}
