package io.drover.status.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.contracts.RunState;
import io.drover.status.Sql;
import io.drover.status.StatusTest;
import jakarta.inject.Inject;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a page costs in a fleet of 100,000 databases, all of it in a transaction that is rolled back. */
@StatusTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagePlanTest {
    private static final int FLEET = 100_000;
    private static final Pattern ROWS =
            Pattern.compile("rows=([0-9.]+) loops=([0-9]+)|Rows Removed by [^:]*: ([0-9]+)");

    @Inject
    Sql sql;

    @Inject
    TransactionManager transactions;

    @Inject
    DatabaseFilter filter;

    @Inject
    DatabaseStore databases;

    @Inject
    StandingStore standings;

    @Inject
    MigrationStore migrations;

    @BeforeAll
    void fleet() throws NotSupportedException, SystemException {
        transactions.begin();
        sql.update("""
                INSERT INTO target (id, aggregate_sequence, name, kind, labels, lifecycle, changed_at)
                SELECT 900000000 + n, 1, 'plan_' || n || '.db', 'sqlite', jsonb_build_object('shard', (n % 200)::text,
                    'tier', CASE WHEN n % 3 = 0 THEN 'gold' ELSE 'free' END), 'ACTIVE', now()
                FROM generate_series(1, ?) AS n
                """, FLEET);
        sql.update("""
                INSERT INTO database (target, directory, shown, failed, complete, updated_at, fingerprint, failed_at,
                    failed_version, name, label_set, env)
                SELECT t.id, 'plan', true, n % 10000 = 0,
                    CASE n % 20000 WHEN 1 THEN '{plan-1}' ELSE '{plan-2}' END::text[], now() - n * interval '1 second',
                    CASE n % 10000 WHEN 0 THEN 'few' END, CASE n % 10000 WHEN 0 THEN now() END,
                    CASE n % 10000 WHEN 0 THEN '2' END, t.name, t.label_set, CASE WHEN n > 99500 THEN 'qa' ELSE 'prod' END
                FROM generate_series(1, ?) AS n JOIN target t ON t.id = 900000000 + n
                """, FLEET);
        sql.update("""
                INSERT INTO directory_version (directory, sequence, digest, h1, version, file_count, files, pushed_at)
                SELECT 'plan', n, 'plan-' || n, '', n, n, '[{"name": "1.sql", "version": "1", "statements": 1}]', now()
                FROM generate_series(1, 2) AS n
                """);
        sql.update("INSERT INTO directory VALUES ('plan', 2, 2, 'plan-2', '2', '[]', now())");
        sql.update(
                "INSERT INTO migration VALUES ('plan', '1', 1, NULL, '1.sql', ''), ('plan', '2', 2, NULL, '2.sql', '')");
        sql.update("""
                INSERT INTO run (id, deployment, target, run_seq, directory, target_name, position, planned_attempt,
                    live_attempt, attempt, state, fingerprint, failed_at)
                SELECT 900000000 + n, 900000000, 900000000 + n, 1, 'plan', 'plan_' || n || '.db', n, 1, 0, 1,
                    CASE n % 10000 WHEN 0 THEN 'FAILED' ELSE 'SUCCEEDED' END,
                    CASE n % 10000 WHEN 0 THEN 'few' END, CASE n % 10000 WHEN 0 THEN now() END
                FROM generate_series(1, ?) AS n
                """, FLEET);
        sql.update("INSERT INTO error_kind VALUES ('few', 'c', 'm'), ('many', 'c', 'm')");
        // a fleet has directories of all sizes, and the planner reckons with the average
        sql.update("""
                INSERT INTO database (target, directory, shown, failed, complete, updated_at, name, label_set)
                SELECT t.id, 'another-' || n, true, false, '{}', now(), t.name, t.label_set
                FROM generate_series(1, 60) AS n JOIN target t ON t.id = 900000000 + n
                """);
        sql.update("ANALYZE target, database, run, cohort, label_set");
    }

    @AfterAll
    void back() throws SystemException {
        transactions.rollback();
    }

    @BeforeEach
    void remember() {
        sql.update("SAVEPOINT fleet");
    }

    @AfterEach
    void forget() {
        sql.update("ROLLBACK TO SAVEPOINT fleet");
    }

    @Test
    void readsNoMoreDatabasesThanThePageHolds() {
        String time = sql.first(
                        "SELECT updated_at FROM database WHERE target = 900050000",
                        row -> Sql.instant(row, "updated_at"))
                .orElseThrow()
                .toString();
        for (DatabaseSort sort : DatabaseSort.values()) {
            boolean byTime = sort == DatabaseSort.UPDATED || sort == DatabaseSort.UPDATED_DOWN;
            Where where = new Where("d.shown");
            List<String> middle = List.of(byTime ? time : "plan_50000.db", "900050000", "plan");
            sort.startAfter(middle, where, Parameters.of(new MultivaluedHashMap<>()));

            assertThat(mostRows(DatabaseStore.pageQuery(Walk.all(), where, sort, 101)))
                    .as("%s", sort)
                    .isLessThan(1_000);
        }
    }

    @Test
    void findsTheFailedRunsOfADeploymentWithoutReadingTheOthers() {
        Where where = RunReader.chosen(
                new RunReader.Choice(900_000_000L, List.of(RunState.FAILED, RunState.UNREACHABLE), null, null, null));

        assertThat(mostRows(RunReader.pageQuery(where, 4), where)).isLessThan(1_000);
    }

    @Test
    void findsARunByTheNameOfItsTargetWithoutReadingTheOthers() {
        Where byName = RunReader.planned(900_000_000L).and("r.target_name = ?", "plan_70000.db");
        Where byTarget = RunReader.planned(900_000_000L).and("r.target = ANY (?)", (Object) new Long[] {900_070_000L});

        assertThat(mostRows(RunReader.executed(byName), byName)).isLessThan(1_000);
        assertThat(mostRows(RunReader.executed(byTarget), byTarget)).isLessThan(1_000);
    }

    @Test
    void findsFewDatabasesAmongManyWithoutLookingAtTheOthers() {
        for (String query : List.of(
                "state=PENDING",
                "state=ERROR",
                "state=SYNCED",
                "state=SYNCED,PENDING",
                "directory=plan",
                "directory=another-7",
                "fingerprint=few",
                "q=plan_77777",
                "env=qa",
                "env=prod",
                "selector=shard=7",
                "selector=shard=7,tier=gold",
                "selector=tier=gold")) {
            assertCheap(query);
        }
        assertCheap("state=SYNCED", "selector=tier=free", "sort=-updatedAt");
        assertCheap("q=plan", "state=SYNCED");
        assertCheap("q=plan", "selector=shard=7");
        assertCheap("q=LAN_777", "directory=plan");
        assertCheap("state=SYNCED", "env=prod", "selector=tier=gold", "directory=plan");
    }

    @Test
    void findsAStateWhereverInTheOrderItsDatabasesAre() {
        sql.update("UPDATE database SET complete = '{plan-1}' WHERE target BETWEEN 900030001 AND 900060000");
        sql.update("ANALYZE database");

        for (String sort : List.of("target", "-target", "updatedAt", "-updatedAt")) {
            assertCheap("state=PENDING", "sort=" + sort);
            assertCheap("state=PENDING", "selector=tier=free", "sort=" + sort);
        }
    }

    /** The page reads little, and it and its counts are what a look at every database gives. */
    private void assertCheap(String... query) {
        DatabaseFilter.Reading asked = asked(query);
        DatabaseFilter.Chosen chosen = filter.chosen(asked);
        assertThat(mostRows(DatabaseStore.pageQuery(chosen.walk(), chosen.shown(), chosen.sort(), 101)))
                .as("%s", List.of(query))
                .isLessThan(1_000);
        assertThat(names(chosen.walk().keys(chosen.shown(), chosen.sort(), 101)))
                .as("%s", List.of(query))
                .isEqualTo(names(Walk.all().keys(DatabaseFilter.inState(chosen.counted(), asked), chosen.sort(), 101)));
        if (chosen.histogram() == null) {
            assertThat(mostRows(chosen.walk().count(chosen.counted())))
                    .as("counts of %s", List.of(query))
                    .isLessThan(1_000);
        } else {
            assertThat(StandingStore.counts(chosen.histogram()))
                    .as("counts of %s", List.of(query))
                    .isEqualTo(databases.count(Walk.all(), chosen.counted()));
        }
    }

    private List<String> names(Walk.Part keys) {
        return sql.list(keys.text(), row -> row.getString("name"), keys.values());
    }

    @Test
    void tellsErrorsWithoutReadingEveryFailure() {
        sql.update(
                "UPDATE database SET failed = true, fingerprint = 'many', failed_at = updated_at WHERE target % 2 = 0");
        sql.update("UPDATE run SET state = 'FAILED', fingerprint = 'many', failed_at = now() WHERE id % 2 = 0");
        sql.update("ANALYZE database, run");

        for (ErrorStore.Question question : List.of(
                ErrorStore.databasesQuestion(null, null, 101),
                ErrorStore.databasesQuestion("plan", new ErrorStore.After(60_000, ""), 101),
                ErrorStore.runsQuestion(900_000_000L, null, null, 101))) {
            assertThat(mostRows(question.text(), question.values()))
                    .as(question.text())
                    .isLessThan(1_000);
        }
        assertThat(mostRows(ErrorStore.newestQuery(5), List.of())).isLessThan(1_000);
        DatabaseFilter.Chosen alike = chosen("fingerprint=many");
        assertThat(mostRows(DatabaseStore.pageQuery(alike.walk(), alike.shown(), alike.sort(), 101)))
                .isLessThan(1_000);
        Where runs = RunReader.chosen(new RunReader.Choice(900_000_000L, List.of(), null, "many", null));
        assertThat(mostRows(RunReader.pageQuery(runs, 101), runs)).isLessThan(1_000);
    }

    @Test
    void tellsWhoHasAMigrationWithoutAskingEveryDatabase() {
        MigrationStore.Migration second = migrations.find("plan", "2").orElseThrow();

        for (List<MigrationView.State> states : List.of(
                List.<MigrationView.State>of(),
                List.of(MigrationView.State.APPLIED),
                List.of(MigrationView.State.PENDING),
                List.of(MigrationView.State.FAILED))) {
            List<StandingStore.Standing> all = standings.of("plan");
            MigrationChoice choice = new MigrationChoice(states, null, List.of("plan_2", "0"));
            MigrationChoice searching = new MigrationChoice(states, "plan_", List.of("plan_2", "0"));
            assertThat(mostRows(MigrationStore.pageQuery(second, choice, all, Walk.all(), 101)))
                    .as("%s", states)
                    .isLessThan(1_000);
            assertThat(names(choice.keys(second, all, Walk.all(), 101)))
                    .as("%s", states)
                    .isEqualTo(names(searching.keys(second, all, Walk.all(), 101)));
        }
        assertThat(mostRows(MigrationStore.astrayQuery(), List.of(MigrationStore.astrayValues(second))))
                .isLessThan(1_000);
        assertThat(migrations.count(second)).isEqualTo(new MigrationView.Counts(FLEET - 5, 5, 0));
    }

    @Test
    void findsTheFailuresOfAMigrationInALargeFleetThatFailed() {
        sql.update("""
                UPDATE database SET failed = true, partly = true, failed_version = '2', complete = '{plan-1}'
                WHERE directory = 'plan' AND target % 5 = 0
                """);
        sql.update("ANALYZE database");
        MigrationStore.Migration second = migrations.find("plan", "2").orElseThrow();
        MigrationChoice failed = new MigrationChoice(List.of(MigrationView.State.FAILED), null, null);

        Walk.Part query = MigrationStore.pageQuery(second, failed, standings.of("plan"), Walk.all(), 101);

        assertThat(mostRows(query)).isLessThan(1_000);
        assertThat(names(query)).hasSize(101);
    }

    @Test
    void findsWhatADatabaseLacksWithoutLookingAtOthers() {
        assertThat(mostRows(PendingStore.QUERY, List.of(900_000_001L, "plan"))).isLessThan(1_000);
    }

    @Test
    void findsWhatNeedsSomebodyWithoutReadingAllDeployments() {
        sql.update("""
                INSERT INTO deployment (id, directory, state, state_sequence, created_at)
                SELECT 900000000 + n, 'plan', CASE n % 1000 WHEN 0 THEN 'FAILED' WHEN 1 THEN 'RUNNING' ELSE 'SUCCEEDED' END,
                    1, now() FROM generate_series(1, 20000) AS n
                """);
        sql.update("ANALYZE deployment");
        for (String directory : new String[] {null, "plan"}) {
            Where where = new Where("d.created_at IS NOT NULL").andIf(directory, "d.directory = ?");
            assertThat(mostRows(DeploymentStore.pageQuery(where, DeploymentSort.ATTENTION, 101), where))
                    .isLessThan(1_000);
        }
    }

    @Test
    void drawsADeploymentFromItsRunsAlone() {
        assertThat(mostRows(CellStore.query(true), List.of(900_000_000L))).isEqualTo(FLEET);
        assertThat(mostRows(CellStore.query(false), List.of(900_000_000L))).isEqualTo(FLEET);
    }

    private DatabaseFilter.Chosen chosen(String query) {
        return filter.chosen(asked(query));
    }

    private DatabaseFilter.Reading asked(String... query) {
        MultivaluedHashMap<String, String> given = new MultivaluedHashMap<>();
        for (String each : query) {
            String[] parameter = each.split("=", 2);
            given.putSingle(parameter[0], parameter[1]);
        }
        return filter.read(Parameters.of(given, given.keySet().toArray(String[]::new)));
    }

    private long mostRows(String query, Where where) {
        return mostRows(query, where.values());
    }

    private long mostRows(Walk.Part query) {
        return mostRows(query.text(), query.values());
    }

    /** The rows of the step that read most. */
    private long mostRows(String query, List<Object> values) {
        List<String> plan = sql.list(
                "EXPLAIN (ANALYZE, TIMING OFF, COSTS OFF, SUMMARY OFF) " + query, row -> row.getString(1), values);
        Matcher counts = ROWS.matcher(String.join("\n", plan));
        long most = 0;
        while (counts.find()) {
            long rows = counts.group(3) != null
                    ? Long.parseLong(counts.group(3))
                    : Math.round(Double.parseDouble(counts.group(1)) * Long.parseLong(counts.group(2)));
            most = Math.max(most, rows);
        }
        assertThat(plan).as("a plan with counts").anyMatch(line -> line.contains("loops="));
        return most;
    }
}
