package io.drover.engine.apply;

import org.junit.jupiter.api.BeforeEach;

class PostgresResolveTest implements ResolveContract {

    private PostgresFixture fixture;

    @BeforeEach
    void freshDatabase() {
        fixture = PostgresFixture.fresh();
    }

    @Override
    public TargetFixture target() {
        return fixture;
    }
}
