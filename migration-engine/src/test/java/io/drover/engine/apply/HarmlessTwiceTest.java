package io.drover.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HarmlessTwiceTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE IF NOT EXISTS t (x int, y varchar(20) NOT NULL);",
                "create table if not exists \"My\".t (\n x int\n)",
                "CREATE INDEX IF NOT EXISTS i ON t (x, y);",
                "CREATE UNIQUE INDEX IF NOT EXISTS i ON app.t (x);",
                "CREATE SCHEMA IF NOT EXISTS app;",
                "DROP TABLE IF EXISTS a, b CASCADE;",
                "DROP INDEX CONCURRENTLY IF EXISTS i;",
                "ALTER TABLE t ADD COLUMN IF NOT EXISTS y varchar(20) NOT NULL;",
                "ALTER TABLE IF EXISTS t DROP COLUMN IF EXISTS y RESTRICT;",
                "BEGIN;",
                "START TRANSACTION;",
                "SAVEPOINT s;"
            })
    @DisplayName("P29 DDL that a second time changes nothing may be run again")
    void isHarmless(String statement) {
        assertThat(HarmlessTwice.is(statement)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE t (x int);",
                "CREATE TABLE IF NOT EXISTS t AS SELECT 1;",
                "CREATE TABLE IF NOT EXISTS t (x text DEFAULT 'a');",
                "CREATE TABLE IF NOT EXISTS t (x serial);",
                "CREATE TABLE IF NOT EXISTS t (x int); INSERT INTO t VALUES (1)",
                "CREATE TABLE IF NOT EXISTS t (x int /* y */);",
                "CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON t (x);",
                "ALTER TABLE t ADD COLUMN IF NOT EXISTS y int, ADD COLUMN z int;",
                "ALTER TABLE t ADD COLUMN IF NOT EXISTS y int REFERENCES u (x);",
                "ALTER TABLE t DROP COLUMN IF EXISTS y, DROP COLUMN z;",
                "DROP TABLE t;",
                "DROP TABLE IF EXISTS t; DROP TABLE u",
                "INSERT INTO t VALUES (1) ON CONFLICT DO NOTHING;",
                "INSERT INTO t VALUES (1);",
                "COMMIT;",
                "SELECT 1;",
                ""
            })
    @DisplayName("P29 whatever is not plainly harmless is left to people")
    void isLeftToPeople(String statement) {
        assertThat(HarmlessTwice.is(statement)).isFalse();
    }
}
