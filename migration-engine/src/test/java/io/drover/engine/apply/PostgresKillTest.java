package io.drover.engine.apply;

class PostgresKillTest implements KillContract {

    @Override
    public TargetFixture fresh() {
        return PostgresFixture.fresh();
    }
}
