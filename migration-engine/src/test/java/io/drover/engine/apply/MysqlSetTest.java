package io.drover.engine.apply;

import org.junit.jupiter.api.BeforeEach;

class MysqlSetTest implements SetContract {

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
