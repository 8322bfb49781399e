package io.drover.engine.apply;

import org.junit.jupiter.api.BeforeEach;

class MysqlCheckTest implements CheckContract {

    private MysqlFixture fixture;

    @BeforeEach
    void freshDatabase() {
        fixture = MysqlFixture.fresh();
    }

    @Override
    public TargetFixture target() {
        return fixture;
    }
}
