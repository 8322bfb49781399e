package io.drover.engine.apply;

import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteResolveTest implements ResolveContract {

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
}
