package io.drover.engine.apply;

import java.nio.file.Path;
import java.util.List;

class PostgresScenarioTest implements ScenarioContract {

    private static final int KNOWS_ATOMIC_BODIES = 14;

    @Override
    public List<String> folders() {
        List<String> every = List.of("all", "transactional", "postgres");
        List<String> since14 = List.of("all", "transactional", "postgres", "postgres14");
        try (PostgresFixture server = PostgresFixture.fresh()) {
            return server.majorVersion() < KNOWS_ATOMIC_BODIES ? every : since14;
        }
    }

    @Override
    public TargetFixture fresh(Path folder) {
        return PostgresFixture.fresh();
    }
}
