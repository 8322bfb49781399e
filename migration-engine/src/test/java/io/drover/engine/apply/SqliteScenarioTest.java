package io.drover.engine.apply;

import java.nio.file.Path;
import java.util.List;

class SqliteScenarioTest implements ScenarioContract {

    @Override
    public List<String> folders() {
        return List.of("all", "transactional", "sqlite");
    }

    @Override
    public TargetFixture fresh(Path folder) {
        return new SqliteFixture(folder, "tenant.db");
    }
}
