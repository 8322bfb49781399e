package io.drover.engine.apply;

import java.nio.file.Path;
import java.util.List;

class SqliteRandomDirectoryTest implements RandomDirectoryContract {

    @Override
    public int tries() {
        return Integer.getInteger("directories.sqlite", 300);
    }

    @Override
    public TargetFixture fresh(Path folder, String name) {
        return new SqliteFixture(folder, name + ".db");
    }

    @Override
    public List<String> client(TargetFixture target) {
        return List.of("sqlite3", "-bail", ((SqliteFixture) target).file().toString());
    }

    @Override
    public List<String> schema() {
        return List.of("SELECT type, name, tbl_name, sql FROM sqlite_master"
                + " WHERE tbl_name <> 'atlas_schema_revisions' ORDER BY name");
    }
}
