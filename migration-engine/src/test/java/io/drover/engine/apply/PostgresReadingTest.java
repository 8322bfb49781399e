package io.drover.engine.apply;

import static io.drover.engine.apply.EngineContract.ENGINE;
import static io.drover.engine.apply.EngineContract.OPTIONS;
import static io.drover.engine.apply.EngineContract.USERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.apply.ApplyOutcome.Applied;
import io.drover.engine.directory.MigrationDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is read of a PostgreSQL database before anything is written. */
class PostgresReadingTest {

    private static final MigrationDirectory DIRECTORY = Dirs.of("1_users.sql", USERS, "2_more.sql", "SELECT 1;");

    private PostgresFixture fixture;

    @BeforeEach
    void freshDatabase() {
        fixture = PostgresFixture.fresh().withPlainRole();
    }

    @AfterEach
    void leavesNothingBehind() {
        fixture.sql("DROP OWNED BY plain");
        fixture.close();
    }

    @Test
    void plansForARoleThatMayOnlySelect() {
        Plan before = ENGINE.plan(fixture.plainUrl(), DIRECTORY, OPTIONS);
        assertThat(before.problem()).isNull();
        assertThat(before.to()).isEqualTo("2");
        ENGINE.apply(fixture.url(), DIRECTORY, OPTIONS.withAmount(1), event -> {});
        fixture.sql(
                "GRANT USAGE ON SCHEMA atlas_schema_revisions TO plain",
                "GRANT SELECT ON atlas_schema_revisions.atlas_schema_revisions TO plain",
                "ALTER ROLE plain SET default_transaction_read_only = on");

        Plan plan = ENGINE.plan(fixture.plainUrl(), DIRECTORY, OPTIONS);

        assertThat(plan.problem()).isNull();
        assertThat(plan.from()).isEqualTo("1");
        assertThat(plan.files()).extracting(Plan.PlannedFile::fileName).containsExactly("2_more.sql");
        assertThat(ENGINE.inspect(fixture.plainUrl(), null).current()).isEqualTo("1");
        fixture.sql("ALTER ROLE plain RESET default_transaction_read_only");
    }

    @Test
    void plansWhileAnExecutionHoldsTheLock() {
        ENGINE.apply(fixture.url(), DIRECTORY, OPTIONS, event -> {
            if (event instanceof EngineEvent.Planned) {
                Plan plan = ENGINE.plan(fixture.plainUrl(), DIRECTORY, OPTIONS);
                assertThat(plan.problem()).isNull();
                assertThat(plan.files()).hasSize(2);
            }
        });

        assertThat(ENGINE.inspect(fixture.url(), null).current()).isEqualTo("2");
    }

    @Test
    void namesWhatMakesAWholeDatabaseUnclean() {
        assertThat(dirt(fixture)).isNull();
        fixture.sql("CREATE SCHEMA atlas_schema_revisions");
        assertThat(dirt(fixture)).isNull();
        fixture.sql("CREATE TABLE atlas_schema_revisions.other (x int)");
        assertThat(dirt(fixture)).isEqualTo("found table \"other\" in schema \"atlas_schema_revisions\"");
        fixture.sql("CREATE TABLE atlas_schema_revisions.another (x int)");
        assertThat(dirt(fixture)).isEqualTo("found 2 tables in schema \"atlas_schema_revisions\"");
        fixture.sql("DROP SCHEMA atlas_schema_revisions CASCADE", "CREATE TABLE public.t (x int)");
        assertThat(dirt(fixture)).isEqualTo("found schema \"public\"");
        fixture.sql("DROP TABLE public.t", "CREATE SCHEMA app");
        assertThat(dirt(fixture)).isEqualTo("found schema \"app\"");
    }

    @Test
    void toleratesARevisionsTableWithoutRowsInTheSchemaOfTheUrl() {
        PostgresFixture bound = fixture.boundTo("public");
        ENGINE.apply(bound.url(), Dirs.of("0.sql", ""), OPTIONS, event -> {});
        fixture.sql("DELETE FROM public.atlas_schema_revisions");
        assertThat(dirt(bound)).isNull();
        fixture.sql("CREATE TABLE public.t (x int)");
        assertThat(dirt(bound)).isEqualTo("found table \"t\" in schema \"public\"");
        fixture.sql("DROP TABLE public.t");

        assertThat(ENGINE.apply(bound.url(), DIRECTORY, OPTIONS, event -> {})).isInstanceOf(Applied.class);
    }

    private static String dirt(PostgresFixture target) {
        Problem problem = ENGINE.plan(target.url(), DIRECTORY, OPTIONS).problem();
        return problem == null ? null : ((Problem.NotClean) problem).reason();
    }
}
