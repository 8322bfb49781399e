package io.drover.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresSetTest implements SetContract {

    private PostgresFixture fixture;

    @BeforeEach
    void freshDatabase() {
        fixture = PostgresFixture.fresh();
    }

    @Override
    public TargetFixture target() {
        return fixture;
    }

    @Test
    void writesIntoTheSchemaThatWasNamed() {
        ENGINE.set(fixture.url(), THREE, "1", OPTIONS.withRevisionsSchema("history"));

        assertThat(fixture.rows("SELECT version, type FROM history.atlas_schema_revisions"))
                .containsExactly("1|4");
        assertThat(ENGINE.status(fixture.url(), THREE, OPTIONS.withRevisionsSchema("history"))
                        .report()
                        .current())
                .isEqualTo("1");
        assertThat(ENGINE.status(fixture.url(), THREE, OPTIONS).report().current())
                .isNull();
    }
}
