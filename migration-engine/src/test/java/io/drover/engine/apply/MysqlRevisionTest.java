package io.drover.engine.apply;

import org.junit.jupiter.api.BeforeEach;

class MysqlRevisionTest implements RevisionContract {

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
