package io.drover.engine.apply;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;

class SqliteKillTest implements KillContract {

    private final AtomicInteger files = new AtomicInteger();

    @TempDir
    private Path folder;

    @Override
    public TargetFixture fresh() {
        return new SqliteFixture(folder, "tenant_" + files.incrementAndGet() + ".db");
    }
}
