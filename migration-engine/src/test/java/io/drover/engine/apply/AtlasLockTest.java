package io.drover.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.drover.engine.apply.ApplyOutcome.Applied;
import io.drover.engine.apply.ApplyOutcome.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lock.compat=atlas} (P28): both ways, who has the lock of the Atlas CLI is waited for. */
class AtlasLockTest {

    private static final MigrationEngine ENGINE = new MigrationEngine("test");
    private static final ApplyOptions ATLAS =
            ApplyOptions.defaults().withLockCompat(LockCompat.ATLAS).withLockTimeout(Duration.ofMillis(100));
    private static final String TABLE = "CREATE TABLE users (id int);";

    @TempDir
    Path folder;

    @Test
    void waitsForTheLockOfAtlasOnAWholeMysqlServer() throws SQLException {
        MysqlFixture fixture = MysqlFixture.fresh();
        try (Connection atlas = fixture.connect();
                Statement statement = atlas.createStatement()) {
            statement.execute("SELECT GET_LOCK('atlas_migrate_execute', 0)");

            ApplyOutcome outcome = ENGINE.apply(fixture.url(), Dirs.of("1.sql", TABLE), ATLAS, event -> {});

            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> assertThat(refused.problem().message())
                                    .contains("lock of Atlas on the whole server"));
            assertThat(ENGINE.apply(
                            fixture.url(), Dirs.of("1.sql", TABLE), ATLAS.withLockCompat(LockCompat.NONE), event -> {}))
                    .isInstanceOf(Applied.class);
        }
    }

    @Test
    void waitsForTheLockOfAtlasOnADatabaseOfWhichItMigratesOneSchema() throws SQLException {
        PostgresFixture fixture = PostgresFixture.fresh().boundTo("tenant");
        try (Connection atlas = fixture.connect();
                Statement statement = atlas.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(" + PostgresLock.ATLAS + ")");

            ApplyOutcome outcome = ENGINE.apply(fixture.url(), Dirs.of("1.sql", TABLE), ATLAS, event -> {});

            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> assertThat(refused.problem()).isInstanceOf(Problem.LockHeld.class));
            assertThat(ENGINE.apply(
                            fixture.url(), Dirs.of("1.sql", TABLE), ATLAS.withLockCompat(LockCompat.NONE), event -> {}))
                    .isInstanceOf(Applied.class);
        }
    }

    @Test
    void theFileOfTheMachineIsTakenWhenItHasExpiredAndLeftToWhoHoldsIt() throws Exception {
        Path file = folder.resolve("atlas_migrate_execute.lock");
        long now = TimeUnit.SECONDS.toNanos(Instant.now().getEpochSecond());
        Files.writeString(file, String.valueOf(now + TimeUnit.MINUTES.toNanos(1)));

        assertThatThrownBy(() -> AtlasFileLock.take(file, Duration.ofMillis(50)))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.problem().message()).contains("the Atlas CLI"));

        Files.writeString(file, String.valueOf(now - TimeUnit.MINUTES.toNanos(1)));
        try (AtlasFileLock lock = AtlasFileLock.take(file, Duration.ZERO)) {
            assertThat(lock).isNotNull();
            assertThat(Long.parseLong(Files.readString(file))).isGreaterThan(now);
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void theFileOfTheMachineIsGivenBackInTurnAndLeftToWhoHasTakenItOver() throws Exception {
        Path file = folder.resolve("atlas_migrate_execute.lock");
        AtlasFileLock lock = AtlasFileLock.take(file, Duration.ZERO);
        CompletableFuture<Void> closed = new CompletableFuture<>();
        Thread closing = new Thread(() -> {
            try {
                lock.close();
                closed.complete(null);
            } catch (IOException | RuntimeException e) {
                closed.completeExceptionally(e);
            }
        });

        try (SqliteLock turn = SqliteLock.take(file, "somebody who found it expired", Duration.ZERO)) {
            closing.start();
            await().until(() -> closing.getState() == Thread.State.TIMED_WAITING || closed.isDone());
            assertThat(closed).isNotDone();
            Files.writeString(file, "of somebody else");
        }

        closed.get(10, TimeUnit.SECONDS);
        assertThat(file).hasContent("of somebody else");
    }

    @Test
    void theFileOfTheMachineIsGivenBackByAThreadThatIsInterrupted() throws Exception {
        Path file = folder.resolve("atlas_migrate_execute.lock");
        AtlasFileLock lock = AtlasFileLock.take(file, Duration.ZERO);

        Thread.currentThread().interrupt();
        lock.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(file).doesNotExist();
    }

    @Test
    void aSqliteFileIsMigratedUnderTheLockOfTheMachine() throws Exception {
        Path lock = Path.of(System.getProperty("java.io.tmpdir"), "atlas_migrate_execute.lock");
        SqliteFixture fixture = new SqliteFixture(folder, "tenant.db");

        ApplyOutcome outcome = ENGINE.apply(
                fixture.url(),
                Dirs.of("1.sql", TABLE),
                ATLAS.withLockTimeout(Duration.ofSeconds(10)),
                event -> assertThat(lock).exists());

        assertThat(outcome).isInstanceOf(Applied.class);
        assertThat(lock).doesNotExist();
    }
}
