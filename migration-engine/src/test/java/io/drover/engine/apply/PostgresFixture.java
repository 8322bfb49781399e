package io.drover.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drover.engine.target.TargetUrl;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** A database of its own on the one server of this JVM. */
record PostgresFixture(String database, String schema) implements TargetFixture {

    private static final EmbeddedPostgres SERVER = start();
    private static final AtomicInteger DATABASES = new AtomicInteger();

    static PostgresFixture fresh() {
        String name = "tenant_" + DATABASES.incrementAndGet();
        try (Connection connection = SERVER.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new PostgresFixture(name, null);
    }

    PostgresFixture boundTo(String otherSchema) {
        return new PostgresFixture(database, otherSchema);
    }

    /** There is a role {@code plain} now that may do nothing special. */
    PostgresFixture withPlainRole() {
        sql("DO $$ BEGIN CREATE ROLE plain LOGIN PASSWORD 'pw'; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
        return this;
    }

    /** The database as the role {@code plain} reaches it. */
    TargetUrl plainUrl() {
        return TargetUrl.parse(url().canonical().replace("postgres://", "postgres://plain:pw@"));
    }

    /** Where the server listens. */
    static int port() {
        return SERVER.getPort();
    }

    /** Of the server, so that a test can leave out what came later. */
    int majorVersion() {
        return Integer.parseInt(rows("SHOW server_version_num").get(0)) / 10_000;
    }

    /** The database as psql takes it. */
    String clientUrl() {
        return "postgresql://postgres:pw@localhost:" + port() + "/" + database;
    }

    /** The database as it is reached through another port. */
    TargetUrl urlThrough(int port) {
        return TargetUrl.parse("postgres://postgres:pw@localhost:" + port + "/" + database + "?sslmode=disable");
    }

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder().start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public TargetUrl url() {
        return TargetUrl.parse("postgres://postgres:pw@localhost:" + SERVER.getPort() + "/" + database
                + "?sslmode=disable" + (schema == null ? "" : "&search_path=" + schema));
    }

    @Override
    public Connection connect() throws SQLException {
        return SERVER.getDatabase("postgres", database).getConnection();
    }

    @Override
    public String revisionsPrefix() {
        return schema == null ? "atlas_schema_revisions." : "\"" + schema + "\".";
    }

    @Override
    public void assertNothingIsLeft() {
        // A backend ends a moment after its client.
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(rows("SELECT application_name, state, query FROM pg_stat_activity"
                                + " WHERE datname = current_database() AND application_name LIKE 'drover%'"))
                        .isEmpty());
        assertThat(rows("SELECT pid FROM pg_locks WHERE locktype = 'advisory'")).isEmpty();
    }

    /** The database goes too: the server of this JVM would else have many of them to clear away at its end. */
    @Override
    public void close() {
        assertNothingIsLeft();
        try (Connection connection = SERVER.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE " + database + " WITH (FORCE)");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
