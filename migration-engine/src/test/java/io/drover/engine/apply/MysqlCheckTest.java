package io.drover.engine.apply;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

    /** One transaction of all files is nothing that these servers could keep. */
    @ParameterizedTest
    @EnumSource(
            value = TxMode.class,
            names = {"FILE", "NONE"})
    @Override
    public void seesWhatTheFilesBeforeItDid(TxMode mode) {
        CheckContract.super.seesWhatTheFilesBeforeItDid(mode);
    }
}
