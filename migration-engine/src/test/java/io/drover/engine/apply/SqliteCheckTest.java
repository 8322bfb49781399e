package io.drover.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteCheckTest implements CheckContract {

    private SqliteFixture fixture;

    @BeforeEach
    void freshFile(@TempDir Path folder) {
        fixture = new SqliteFixture(folder, "tenant.db");
    }

    @Override
    public TargetFixture target() {
        return fixture;
    }

    @Test
    void cannotWriteWhileItAsks() throws SQLException {
        try (Connection connection = fixture.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (x int)");
            try (CheckPhase phase = new SqliteCheckPhase(connection)) {
                assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> phase.ask("INSERT INTO t VALUES (1)")))
                        .hasMessageContaining("readonly");
            }
            assertThat(statement.executeUpdate("INSERT INTO t VALUES (1)")).isEqualTo(1);
        }
    }
}
