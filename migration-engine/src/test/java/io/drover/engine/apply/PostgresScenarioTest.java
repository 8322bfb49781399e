package io.drover.engine.apply;

import java.nio.file.Path;
import java.util.List;

class PostgresScenarioTest implements ScenarioContract {

    @Override
    public List<String> folders() {
        return List.of("all", "transactional", "postgres");
    }

    @Override
    public TargetFixture fresh(Path folder) {
        return PostgresFixture.fresh();
    }
}
