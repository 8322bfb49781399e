package io.drover.engine.apply;

import java.nio.file.Path;
import java.util.List;

class MysqlRandomDirectoryTest implements RandomDirectoryContract {

    @Override
    public int tries() {
        return Integer.getInteger("directories.mysql", 24);
    }

    @Override
    public TargetFixture fresh(Path folder, String name) {
        return MysqlFixture.fresh();
    }

    @Override
    public List<String> client(TargetFixture target) {
        return List.of(
                "mariadb",
                "--user=root",
                "--password=pw",
                "--host=127.0.0.1",
                "--port=" + MysqlFixture.port(),
                "--default-character-set=utf8mb4",
                ((MysqlFixture) target).database());
    }

    @Override
    public boolean holdsAllInOneTransaction() {
        return false;
    }

    @Override
    public List<String> schema() {
        return List.of(
                "SELECT table_name, ordinal_position, column_name, column_type, column_default, is_nullable"
                        + " FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name <> 'atlas_schema_revisions' ORDER BY 1, 2",
                "SELECT table_name, index_name, seq_in_index, column_name, non_unique"
                        + " FROM information_schema.statistics WHERE table_schema = DATABASE() AND table_name <> 'atlas_schema_revisions' ORDER BY 1, 2, 3",
                "SELECT table_name, REPLACE(view_definition, DATABASE(), '') FROM information_schema.views"
                        + " WHERE table_schema = DATABASE() ORDER BY 1");
    }
}
