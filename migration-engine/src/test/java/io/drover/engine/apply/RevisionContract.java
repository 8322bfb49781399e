package io.drover.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.apply.ApplyOutcome.Applied;
import io.drover.engine.apply.ApplyOutcome.Refused;
import io.drover.engine.apply.ApplyOutcome.UpToDate;
import io.drover.engine.directory.MigrationDirectory;
import io.drover.engine.split.SplitRules;
import io.drover.engine.split.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The revisions table, shared with Atlas: rows of both are read by both. */
interface RevisionContract {

    MigrationEngine ENGINE = EngineContract.ENGINE;
    ApplyOptions OPTIONS = EngineContract.OPTIONS;
    String HEAD = "-- atlas:txmode none\n\n";
    String CREATE = "CREATE TABLE log (x int);";
    String FIRST = "INSERT INTO log VALUES (1);";
    String SECOND = "INSERT INTO log VALUES (2);";

    /** The same database for the whole of a test. */
    TargetFixture target();

    @AfterEach
    default void leavesNothingBehind() {
        target().close();
    }

    private static MigrationDirectory directory(String... statements) {
        return Dirs.of("1_log.sql", HEAD + String.join("\n", statements) + "\n");
    }

    private ApplyOutcome apply(MigrationDirectory directory) {
        return ENGINE.apply(target().url(), directory, OPTIONS, event -> {});
    }

    private String table() {
        return target().revisionsPrefix() + "atlas_schema_revisions";
    }

    /** A revisions table as it is after an apply, without rows. */
    private void emptyTable() {
        apply(Dirs.of("0_nothing.sql", ""));
        target().sql("DELETE FROM " + table());
    }

    private void rowOfAtlas(int applied, int total, String error, String statement, String partialHashes) {
        target().sql("INSERT INTO " + table() + " VALUES ('1', 'log', 2, " + applied + ", " + total
                + ", " + target().atlasTime() + ", 410341502, '" + error + "', '" + statement
                + "', 'Bc4/Tso=', " + partialHashes + ", 'Atlas CLI v1.2.3')");
    }

    private static String hashes(MigrationDirectory directory, int count) {
        return "'" + PartialHashes.json(PartialHashes.of(statements(directory)).subList(0, count)) + "'";
    }

    private static List<Statement> statements(MigrationDirectory directory) {
        try {
            return FilePlans.split(directory.migrations().get(0), SplitRules.POSTGRES);
        } catch (Refusal e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    default void goesOnWithAFileThatAtlasHasBegun() {
        emptyTable();
        target().sql(CREATE, FIRST);
        MigrationDirectory directory = directory(CREATE, FIRST, SECOND);
        rowOfAtlas(2, 3, "no such table: nowhere", SECOND, hashes(directory, 2));

        ApplyOutcome outcome = apply(directory);

        assertThat(outcome).isInstanceOf(Applied.class);
        assertThat(target().rows("SELECT x FROM log ORDER BY x")).containsExactly("1", "2");
        Revision row = ENGINE.inspect(target().url(), null).revision("1");
        assertThat(row.type()).isEqualTo(2);
        assertThat(row.applied()).isEqualTo(3);
        assertThat(row.total()).isEqualTo(3);
        assertThat(row.error()).isEmpty();
        assertThat(row.errorStatement()).isEmpty();
        assertThat(row.executedAt().truncatedTo(ChronoUnit.SECONDS)).isEqualTo(Instant.parse("2024-07-21T11:13:45Z"));
        assertThat(row.hash()).isEqualTo(directory.migrations().get(0).entryHash());
        assertThat(row.operatorVersion()).isEqualTo("Drover v1.2.3");
    }

    @Test
    default void leavesAFileThatItHasBegunAsAtlasExpectsIt() {
        MigrationDirectory directory = directory(
                "CREATE TABLE tbl (col int);", "ALTER TABLE tbl ADD col_2 bigint;", "INSERT INTO nowhere VALUES (1);");

        apply(directory);

        String error = ENGINE.inspect(target().url(), null).revision("1").error();
        assertThat(error).contains("nowhere");
        assertThat(target().revisions("type, applied, total, error_stmt, hash, operator_version"))
                .containsExactly("2|2|3|INSERT INTO nowhere VALUES (1);|"
                        + directory.migrations().get(0).entryHash() + "|Drover v1.2.3");
        assertThat(ENGINE.inspect(target().url(), null).revision("1").partialHashes())
                .isEqualTo(PartialHashes.of(statements(directory)).subList(0, 2));
    }

    @Test
    default void countsARepairedFileAnew() {
        apply(directory(CREATE, FIRST, "INSERT INTO nowhere VALUES (1);"));
        MigrationDirectory repaired = directory(CREATE, FIRST, SECOND, "INSERT INTO log VALUES (3);");

        assertThat(apply(repaired)).isInstanceOf(Applied.class);

        assertThat(target().revisions("applied, total, hash, " + target().asText("partial_hashes")))
                .containsExactly("4|4|" + repaired.migrations().get(0).entryHash() + "|null");
        assertThat(apply(repaired)).isInstanceOf(UpToDate.class);
        assertThat(target().rows("SELECT x FROM log ORDER BY x")).containsExactly("1", "2", "3");
    }

    @Test
    default void aFileWhoseOpenStatementsAreTakenOutIsComplete() {
        apply(directory(CREATE, FIRST, "INSERT INTO nowhere VALUES (1);"));

        assertThat(apply(directory(CREATE, FIRST))).isInstanceOf(Applied.class);

        assertThat(target().revisions("applied, total, error")).containsExactly("2|2|");
        assertThat(target().rows("SELECT x FROM log")).containsExactly("1");
    }

    @Test
    default void goesOnWithARepairedFileThatAtlasCountsAsWhole() {
        emptyTable();
        target().sql(CREATE, FIRST);
        MigrationDirectory repaired = directory(CREATE, FIRST, SECOND);
        rowOfAtlas(2, 2, "no such table: nowhere", "INSERT INTO nowhere VALUES (1);", hashes(repaired, 2));

        assertThat(apply(repaired)).isInstanceOf(Applied.class);

        assertThat(target().rows("SELECT x FROM log ORDER BY x")).containsExactly("1", "2");
        assertThat(target().revisions("applied, total, error")).containsExactly("3|3|");
    }

    @Test
    default void refusesAFileThatHasBecomeShorterThanWhatIsApplied() {
        apply(directory(CREATE, FIRST, "INSERT INTO nowhere VALUES (1);"));

        assertThat(apply(directory(CREATE)))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.problem())
                                .isEqualTo(new Problem.HistoryChanged("1_log.sql", "1", 2)));
    }

    @Test
    default void readsRowsThatAreDamaged() {
        emptyTable();
        target().sql(
                        "DROP TABLE " + table(),
                        "CREATE TABLE " + table() + " (version varchar(255), description varchar(255), type int,"
                                + " applied int, total int, executed_at varchar(99), execution_time int, error text,"
                                + " error_stmt text, hash text, partial_hashes text, operator_version text)",
                        "INSERT INTO " + table() + " (version) VALUES ('1')",
                        "INSERT INTO " + table() + " (description) VALUES ('about no version')",
                        "INSERT INTO " + table() + " (version, hash) VALUES ('.atlas_cloud_identifier', '')",
                        "INSERT INTO " + table() + " (version, partial_hashes) VALUES ('0', '{\"half')");

        TargetState state = ENGINE.inspect(target().url(), null);

        assertThat(state.problem()).isNull();
        assertThat(state.revisions()).extracting(Revision::version).containsExactly("0", "1");
        Revision row = state.revision("1");
        assertThat(row.type()).isEqualTo(2);
        assertThat(row.isPartial()).isFalse();
        assertThat(row.executedAt()).isEqualTo(Instant.EPOCH);
        assertThat(row.description() + row.error() + row.errorStatement() + row.hash() + row.operatorVersion())
                .isEmpty();
        assertThat(apply(directory(CREATE))).isInstanceOf(UpToDate.class);
    }

    @Test
    default void addsTheColumnsThatAnOlderAtlasDidNotHave() {
        emptyTable();
        target().sql(
                        "DROP TABLE " + table(),
                        "CREATE TABLE " + table()
                                + " (version varchar(255) PRIMARY KEY, description varchar(255) NOT NULL,"
                                + " execution_state varchar(20), executed_at timestamp NOT NULL, execution_time int NOT NULL,"
                                + " hash varchar(255) NOT NULL, operator_version varchar(255) NOT NULL)",
                        "INSERT INTO " + table()
                                + " VALUES ('1', 'log', 'ok', '2022-04-13 14:10:44', 1, 'x', 'Atlas CLI v0.3.7')");
        MigrationDirectory more = Dirs.of("1_log.sql", CREATE, "2_more.sql", HEAD + CREATE);
        assertThat(ENGINE.plan(target().url(), more, OPTIONS).from()).isEqualTo("1");
        assertThat(ENGINE.plan(target().url(), more, OPTIONS).to()).isEqualTo("2");

        assertThat(apply(more)).isInstanceOf(Applied.class);

        assertThat(target().revisions("version, type, applied, total, error, operator_version"))
                .containsExactly("1|2|0|0|null|Atlas CLI v0.3.7", "2|2|1|1||Drover v1.2.3");
    }
}
