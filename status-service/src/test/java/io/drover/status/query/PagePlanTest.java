package io.drover.status.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.contracts.RunState;
import io.drover.status.Sql;
import io.drover.status.StatusTest;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a page costs in a fleet of 100,000 databases, all of it in a transaction that is rolled back. */
@StatusTest
class PagePlanTest {
    private static final int FLEET = 100_000;
    private static final Pattern ROWS =
            Pattern.compile("rows=([0-9.]+) loops=([0-9]+)|Rows Removed by [^:]*: ([0-9]+)");

    @Inject
    Sql sql;

    @BeforeEach
    void fleet() {
        QuarkusTransaction.begin();
        sql.update("""
                INSERT INTO target (id, aggregate_sequence, name, kind, labels, lifecycle, changed_at)
                SELECT 900000000 + n, 1, 'plan_' || n || '.db', 'sqlite', '{}', 'ACTIVE', now()
                FROM generate_series(1, ?) AS n
                """, FLEET);
        sql.update("""
                INSERT INTO database (target, directory, shown, failed, complete, updated_at)
                SELECT 900000000 + n, 'plan', true, false, '{}', now() - n * interval '1 second'
                FROM generate_series(1, ?) AS n
                """, FLEET);
        sql.update("""
                INSERT INTO run (id, deployment, target, run_seq, directory, target_name, position, planned_attempt,
                    live_attempt, attempt, state)
                SELECT 900000000 + n, 900000000, 900000000 + n, 1, 'plan', 'plan_' || n || '.db', n, 1, 0, 1,
                    CASE n % 10000 WHEN 0 THEN 'FAILED' ELSE 'SUCCEEDED' END
                FROM generate_series(1, ?) AS n
                """, FLEET);
        sql.update("ANALYZE target, database, run");
    }

    @AfterEach
    void back() {
        QuarkusTransaction.rollback();
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

            assertThat(mostRows(DatabaseStore.pageQuery(where, sort, 101), where))
                    .as("%s", sort)
                    .isLessThan(1_000);
        }
    }

    @Test
    void findsTheFailedRunsOfADeploymentWithoutReadingTheOthers() {
        Where where = RunReader.chosen(900_000_000L, List.of(RunState.FAILED, RunState.UNREACHABLE), null);

        assertThat(mostRows(RunReader.pageQuery(where, 4), where)).isLessThan(1_000);
    }

    @Test
    void findsARunByTheNameOfItsTargetWithoutReadingTheOthers() {
        Where byName = RunReader.planned(900_000_000L).and("r.target_name = ?", "plan_70000.db");
        Where byTarget = RunReader.planned(900_000_000L).and("r.target = ANY (?)", (Object) new Long[] {900_070_000L});

        assertThat(mostRows(RunReader.executed(byName), byName)).isLessThan(1_000);
        assertThat(mostRows(RunReader.executed(byTarget), byTarget)).isLessThan(1_000);
    }

    /** The rows of the step that read most. */
    private long mostRows(String query, Where where) {
        List<String> plan = sql.list(
                "EXPLAIN (ANALYZE, TIMING OFF, COSTS OFF, SUMMARY OFF) " + query,
                row -> row.getString(1),
                where.values());
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
