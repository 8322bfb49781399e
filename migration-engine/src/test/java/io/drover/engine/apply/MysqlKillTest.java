package io.drover.engine.apply;

class MysqlKillTest implements KillContract {

    @Override
    public TargetFixture fresh() {
        return MysqlFixture.fresh();
    }

    @Override
    public boolean isThere(TargetFixture target, String table) {
        return !target.rows("SELECT 1 FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = '"
                        + table + "'")
                .isEmpty();
    }
}
