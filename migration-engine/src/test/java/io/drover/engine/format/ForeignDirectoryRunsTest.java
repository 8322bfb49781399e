package io.drover.engine.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.apply.ApplyOptions;
import io.drover.engine.apply.ApplyOutcome;
import io.drover.engine.apply.MigrationEngine;
import io.drover.engine.directory.MigrationDirectory;
import io.drover.engine.directory.SourceFile;
import io.drover.engine.target.TargetUrl;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was rewritten is executed on a real PostgreSQL: an index that is built concurrently fails in a transaction. */
class ForeignDirectoryRunsTest {

    private static EmbeddedPostgres server;

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddedPostgres.builder().start();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "flyway, FLYWAY, 6, SELECT count(*) FROM order_totals, 0",
        "flyway-baseline, FLYWAY, 4, SELECT count(*) FROM posts_by_author, 0",
        "golang-migrate, GOLANG_MIGRATE, 2, SELECT count(*) FROM tbl_3, 0",
        "dbmate, DBMATE, 3, SELECT count(*) FROM pg_indexes WHERE indexname = 'users_name', 1"
    })
    void aFolderOfAnotherToolIsApplied(String name, DirectoryFormat format, int files, String query, String answer)
            throws Exception {
        Path in = Path.of("src/test/resources/formats", name, "in");

        apply(name.replace('-', '_'), ForeignDirectory.read(format, in, Numbering.AS_WRITTEN));

        assertThat(ask(name.replace('-', '_'), query)).isEqualTo(answer);
        assertThat(ask(
                        name.replace('-', '_'),
                        "SELECT count(*) FROM atlas_schema_revisions.atlas_schema_revisions"
                                + " WHERE version NOT LIKE '.%' AND applied = total AND error = ''"))
                .isEqualTo(Integer.toString(files));
    }

    @Test
    void aBlockOfGooseWithSeveralStatementsIsApplied() throws Exception {
        apply("goose_blocks", of(DirectoryFormat.GOOSE, """
                -- +goose Up
                CREATE TABLE post (id int, words int DEFAULT 0);
                -- +goose StatementBegin
                CREATE FUNCTION count_words() RETURNS trigger AS $$
                BEGIN
                  NEW.words = NEW.words + 1;
                  RETURN NEW;
                END;
                $$ LANGUAGE plpgsql;
                CREATE TRIGGER count_words BEFORE INSERT ON post FOR EACH ROW EXECUTE FUNCTION count_words();
                -- +goose StatementEnd
                INSERT INTO post (id) VALUES (1);
                """));

        assertThat(ask("goose_blocks", "SELECT words FROM post")).isEqualTo("1");
        assertThat(ask(
                        "goose_blocks",
                        "SELECT total FROM atlas_schema_revisions.atlas_schema_revisions" + " WHERE version = '1'"))
                .isEqualTo("3");
    }

    @Test
    void changesetsOfLiquibaseAreApplied() throws Exception {
        apply("liquibase_changesets", of(DirectoryFormat.LIQUIBASE, """
                --liquibase formatted sql
                --changeset ada:1
                CREATE TABLE post (id int);
                --rollback DROP TABLE post;
                --changeset ada:2 runInTransaction:false
                CREATE INDEX CONCURRENTLY post_id ON post (id);
                --changeset ada:3 endDelimiter:/
                INSERT INTO post VALUES (4/2)
                /
                INSERT INTO post VALUES (3)
                /
                """));

        assertThat(ask("liquibase_changesets", "SELECT sum(id) FROM post")).isEqualTo("5");
        assertThat(ask("liquibase_changesets", "SELECT count(*) FROM pg_indexes WHERE indexname = 'post_id'"))
                .isEqualTo("1");
    }

    private static ForeignDirectory of(DirectoryFormat format, String text) {
        return ForeignDirectory.of(
                format,
                List.of(new SourceFile("1_x.sql", text.getBytes(StandardCharsets.UTF_8))),
                Numbering.AS_WRITTEN);
    }

    private static void apply(String database, ForeignDirectory read) throws SQLException {
        ask("postgres", "CREATE DATABASE " + database);
        MigrationDirectory directory = read.directory();
        TargetUrl target = TargetUrl.parse(
                "postgres://postgres:pw@localhost:" + server.getPort() + "/" + database + "?sslmode=disable");

        ApplyOutcome outcome =
                new MigrationEngine("test").apply(target, directory, ApplyOptions.defaults(), event -> {});

        assertThat(outcome.report().error()).isNull();
        assertThat(outcome).isInstanceOf(ApplyOutcome.Applied.class);
    }

    /** The first column of the first row; null when the statement gives none. */
    private static String ask(String database, String sql) throws SQLException {
        try (Connection connection = server.getDatabase("postgres", database).getConnection();
                Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return null;
            }
            ResultSet rows = statement.getResultSet();
            return rows.next() ? rows.getString(1) : null;
        }
    }
}
