package io.drover.engine.apply;

import static io.drover.engine.apply.EngineContract.ENGINE;
import static io.drover.engine.apply.EngineContract.OPTIONS;
import static io.drover.engine.apply.EngineContract.USERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.apply.ApplyOutcome.Applied;
import io.drover.engine.apply.ApplyOutcome.Refused;
import io.drover.engine.target.TargetUrl;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Connections that lead through a pooler. */
class PostgresPoolerTest {

    private PostgresFixture fixture;

    @BeforeEach
    void freshDatabase() {
        fixture = PostgresFixture.fresh();
    }

    @AfterEach
    void leavesNothingBehind() {
        fixture.close();
    }

    @Test
    @DisplayName(
            "P28 a pooler that gives sessions away between transactions is refused, and nothing of ours stays in its pool")
    void refusesAPoolInTransactionMode() throws IOException {
        try (PoolerRelay pooler = PoolerRelay.inTransactionMode(PostgresFixture.port())) {
            TargetUrl url = fixture.urlThrough(pooler.port());

            ApplyOutcome outcome = ENGINE.apply(url, Dirs.of("1.sql", USERS), OPTIONS, event -> {});

            assertThat(outcome).isInstanceOfSatisfying(Refused.class, refused -> {
                assertThat(refused.problem().code()).isEqualTo("transaction-pooler");
                assertThat(refused.problem().sentence())
                        .isEqualTo(url.redacted() + " is reached through a connection pooler in transaction mode"
                                + " (the server process behind the connection changes between transactions):"
                                + " locks of a session cannot be held through it");
                assertThat(refused.problem().hint()).startsWith("give the URL of the PostgreSQL server itself");
            });
            assertThat(fixture.rows("SELECT pid FROM pg_locks WHERE locktype = 'advisory'"))
                    .isEmpty();
            assertThat(ENGINE.inspect(url, null).tableExists()).isFalse();
        }
    }

    @Test
    @DisplayName("P28 a pooler that keeps a session for its client is as good as the server")
    void appliesThroughAPoolInSessionMode() throws IOException {
        try (PoolerRelay pooler = PoolerRelay.inSessionMode(PostgresFixture.port())) {
            String index = "-- atlas:txmode none\n\nCREATE INDEX CONCURRENTLY i ON users (name);";

            ApplyOutcome outcome = ENGINE.apply(
                    fixture.urlThrough(pooler.port()),
                    Dirs.of("1_users.sql", USERS, "2_index.sql", index),
                    OPTIONS,
                    event -> {});

            assertThat(outcome).isInstanceOf(Applied.class);
            assertThat(fixture.revisions("version")).containsExactly("1", "2");
        }
    }
}
