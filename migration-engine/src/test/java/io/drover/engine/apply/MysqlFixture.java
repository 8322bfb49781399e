package io.drover.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drover.engine.mariadb.MariadbServer;
import io.drover.engine.target.TargetUrl;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** A database of its own on the one MariaDB of this JVM, which runs with its defaults. */
record MysqlFixture(String database) implements TargetFixture {

    private static final MariadbServer SERVER = MariadbServer.start();
    private static final AtomicInteger DATABASES = new AtomicInteger();

    static MysqlFixture fresh() {
        MysqlFixture fixture = new MysqlFixture("tenant_" + DATABASES.incrementAndGet());
        onServer("CREATE DATABASE " + fixture.database);
        return fixture;
    }

    /** Statements in no database. */
    static void onServer(String... statements) {
        new MysqlFixture("mysql").sql(statements);
    }

    static int port() {
        return SERVER.port();
    }

    /** The whole server. */
    static TargetUrl server() {
        return TargetUrl.parse("mysql://root:pw@127.0.0.1:" + SERVER.port() + "/");
    }

    /** The database with these parameters. */
    TargetUrl url(String query) {
        return TargetUrl.parse(fullUrl() + query);
    }

    @Override
    public String fullUrl() {
        return "mysql://root:pw@127.0.0.1:" + SERVER.port() + "/" + database;
    }

    /** The database as a user who may only what is needed; the user is made when it is not there. */
    TargetUrl plainUrl() {
        onServer("CREATE USER IF NOT EXISTS plain IDENTIFIED BY 'pw'", "GRANT ALL ON " + database + ".* TO plain");
        return TargetUrl.parse(url().canonical().replace("mysql://", "mysql://plain:pw@"));
    }

    @Override
    public TargetUrl url() {
        return url("");
    }

    @Override
    public Connection connect() throws SQLException {
        return SERVER.connect(database);
    }

    @Override
    public String revisionsPrefix() {
        return "`" + database + "`.";
    }

    @Override
    public String asText(String column) {
        return "CAST(" + column + " AS char)";
    }

    @Override
    public String atlasTime() {
        return "'2024-07-21 11:13:45'";
    }

    @Override
    public void assertNothingIsLeft() {
        // A connection ends a moment after its client.
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(rows("SELECT id, command FROM"
                                + " information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID()"))
                        .isEmpty());
        assertThat(rows("SELECT IS_USED_LOCK('" + MysqlLock.name(database, database) + "') IS NULL"))
                .containsExactly("1");
    }

    @Override
    public void close() {
        assertNothingIsLeft();
        onServer("DROP DATABASE " + database);
    }
}
