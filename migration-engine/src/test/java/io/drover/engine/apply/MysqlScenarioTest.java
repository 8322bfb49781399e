package io.drover.engine.apply;

import java.nio.file.Path;
import java.util.List;

class MysqlScenarioTest implements ScenarioContract {

    @Override
    public List<String> folders() {
        return List.of("all", "mysql");
    }

    @Override
    public TargetFixture fresh(Path folder) {
        return MysqlFixture.fresh();
    }
}
