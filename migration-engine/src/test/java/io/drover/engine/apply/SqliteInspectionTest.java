package io.drover.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drover.engine.apply.RunInspection.Finding;
import io.drover.engine.target.TargetUrl;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteInspectionTest implements InspectionContract {

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

    @Override
    public String tables() {
        return "SELECT name FROM sqlite_master";
    }

    @Test
    @DisplayName(
            "P21 another process that executes the run is alive until it is killed, and what it did is rolled back")
    void seesAnotherProcess(@TempDir Path markers) throws Exception {
        Path marker = markers.resolve("in-the-middle");
        Process child = Children.start(KilledApply.class, fixture.url().toString(), marker.toString());
        await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(marker));

        RunInspection alive = ENGINE.inspect(fixture.url(), KilledApply.directory(), RUN);
        child.destroyForcibly();
        assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
        RunInspection dead = ENGINE.inspect(fixture.url(), KilledApply.directory(), RUN);

        assertThat(alive.finding()).isEqualTo(Finding.STILL_RUNNING);
        assertThat(alive.holder()).isEqualTo("drover:9:1");
        assertThat(dead.finding()).isEqualTo(Finding.OPEN);
        assertThat(dead.current()).isEqualTo("1");
        assertThat(dead.serverIdentity()).isNull();
        assertThat(ENGINE.apply(fixture.url(), KilledApply.directory(), RUN, event -> {}))
                .isInstanceOf(ApplyOutcome.Applied.class);
        assertThat(fixture.rows("SELECT count(*) FROM users")).containsExactly("2");
    }

    @Test
    @DisplayName("P7 P21 a file that is not there is looked for and not made")
    void makesNoFile(@TempDir Path folder) {
        TargetUrl fresh = TargetUrl.parse("sqlite://" + folder.resolve("fresh.db"));

        RunInspection lost = ENGINE.inspect(fresh, BOTH, RUN);
        RunInspection first = ENGINE.inspect(fresh, BOTH, RUN.withMayCreateFile(true));

        assertThat(lost.finding()).isEqualTo(Finding.OPEN);
        assertThat(lost.problem().code()).isEqualTo("target-missing");
        assertThat(first.finding()).isEqualTo(Finding.OPEN);
        assertThat(first.problem()).isNull();
        assertThat(folder).isEmptyDirectory();
    }
}
