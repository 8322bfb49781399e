package io.drover.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.apply.ApplyOutcome.Failed;
import io.drover.engine.directory.MigrationDirectory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresCheckTest implements CheckContract {

    private PostgresFixture fixture;

    @BeforeEach
    void freshDatabase() {
        fixture = PostgresFixture.fresh();
    }

    @Override
    public TargetFixture target() {
        return fixture;
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "file"})
    void cannotWriteWhileItAsks(String mode) {
        String check = "WITH gone AS (DELETE FROM users RETURNING id) SELECT count(*) > 0 FROM gone;";
        String plan = "-- atlas:txtar\n-- atlas:txmode " + mode + "\n\n-- checks.sql --\n" + check
                + "\n-- migration.sql --\nINSERT INTO users VALUES (2, 'b');";
        MigrationDirectory directory =
                Dirs.of("1_users.sql", USERS + "INSERT INTO users VALUES (1, 'a');", "2.sql", plan);

        ApplyOutcome outcome = ENGINE.apply(fixture.url(), directory, OPTIONS, event -> {});

        assertThat(outcome).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.problem().message()).endsWith(" in a read-only transaction");
            assertThat(failed.problem().sqlState()).isEqualTo("25006");
        });
        assertThat(fixture.rows("SELECT id FROM users")).containsExactly("1");
    }
}
