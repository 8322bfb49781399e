package io.drover.engine.apply;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;

class SqliteKillTest implements KillContract {

    private final AtomicInteger files = new AtomicInteger();

    @TempDir
    private Path folder;

    /** Rollback journals and write-ahead logs in turn. */
    @Override
    public TargetFixture fresh() {
        int number = files.incrementAndGet();
        SqliteFixture fixture = new SqliteFixture(folder, "tenant_" + number + ".db");
        if (number % 2 == 0) {
            fixture.sql("PRAGMA journal_mode = wal");
        }
        return fixture;
    }
}
