package io.drover.engine.apply;

import java.nio.file.Path;
import java.util.List;

class PostgresRandomDirectoryTest implements RandomDirectoryContract {

    @Override
    public int tries() {
        return Integer.getInteger("directories.postgres", 24);
    }

    @Override
    public TargetFixture fresh(Path folder, String name) {
        return PostgresFixture.fresh();
    }

    @Override
    public List<String> client(TargetFixture target) {
        return List.of("psql", "-q", "-v", "ON_ERROR_STOP=1", "-d", ((PostgresFixture) target).clientUrl());
    }

    @Override
    public List<String> schema() {
        return List.of(
                "SELECT table_name, ordinal_position, column_name, data_type, character_maximum_length, column_default,"
                        + " is_nullable FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2",
                "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1",
                "SELECT viewname, definition FROM pg_views WHERE schemaname = 'public' ORDER BY 1");
    }
}
