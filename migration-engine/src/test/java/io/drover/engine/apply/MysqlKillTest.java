package io.drover.engine.apply;

class MysqlKillTest implements KillContract {

    @Override
    public TargetFixture fresh() {
        return MysqlFixture.fresh();
    }
}
