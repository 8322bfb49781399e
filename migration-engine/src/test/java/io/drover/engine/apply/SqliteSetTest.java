package io.drover.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.target.TargetUrl;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteSetTest implements SetContract {

    private SqliteFixture fixture;

    @BeforeEach
    void freshFile(@TempDir Path folder) throws SQLException {
        fixture = new SqliteFixture(folder, "tenant.db");
        fixture.connect().close();
    }

    @Override
    public TargetFixture target() {
        return fixture;
    }

    @Test
    void makesNoFile() {
        TargetUrl missing = TargetUrl.parse("sqlite://" + fixture.folder().resolve("typo.db"));

        SetOutcome outcome = ENGINE.set(missing, THREE, "1", OPTIONS);

        assertThat(outcome.problem().code()).isEqualTo("target-missing");
        assertThat(fixture.folder().resolve("typo.db")).doesNotExist();
        assertThat(ENGINE.status(missing, THREE, OPTIONS).report().current()).isNull();
        assertThat(fixture.folder().resolve("typo.db")).doesNotExist();
    }
}
