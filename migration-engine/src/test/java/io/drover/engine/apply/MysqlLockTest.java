package io.drover.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MysqlLockTest {

    @Test
    @DisplayName("P28 the name of the lock is readable, short enough for a server, and that of one target only")
    void hasANamePerTarget() {
        assertThat(MysqlLock.name("shop", "shop")).isEqualTo("drover/shop/shop");
        assertThat(MysqlLock.name(null, "atlas_schema_revisions")).isEqualTo("drover//atlas_schema_revisions");
        assertThat(MysqlLock.name("x".repeat(64), "x".repeat(64))).hasSizeLessThanOrEqualTo(64);
        assertThat(MysqlLock.name("Shop", "Shop"))
                .as("servers do not tell lock names apart by their case")
                .isNotEqualToIgnoringCase(MysqlLock.name("shop", "shop"));
        assertThat(MysqlLock.name("a/b", "c")).isNotEqualTo(MysqlLock.name("a", "b/c"));
        assertThat(MysqlLock.name("it's", "x")).matches("drover#[0-9a-f]{32}");
    }

    @Test
    @DisplayName("P28 the holder's name is read back, whatever characters it has")
    void readsTheNameOfTheHolder() throws SQLException {
        try (MysqlFixture fixture = MysqlFixture.fresh();
                Connection one = fixture.connect();
                Connection two = fixture.connect()) {
            for (String name : new String[] {"drover:9:1", "drover-inspect:9", "d", "Schäfer ';\\", "x".repeat(60)}) {
                MysqlLock lock = new MysqlLock(one, fixture.database(), name.length() + "_x");
                assertThat(lock.tryTake(name)).isTrue();

                MysqlLock other = new MysqlLock(two, fixture.database(), name.length() + "_x");
                assertThat(other.tryTake("other")).isFalse();
                assertThat(other.holder().name()).isEqualTo(name);
            }
            MysqlLock nobodys = new MysqlLock(two, fixture.database(), "nobody");
            assertThat(nobodys.holder()).isNull();
        }
    }
}
