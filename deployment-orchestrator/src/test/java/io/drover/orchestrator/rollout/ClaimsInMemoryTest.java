package io.drover.orchestrator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.orchestrator.OrchestratorTest;
import io.drover.orchestrator.sql.Database;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The model test believes in stores that are not the real ones: here both choose from the same tables. */
@OrchestratorTest
class ClaimsInMemoryTest {
    private static final int TABLES = 60;
    private static final String PREFIX = "compared_";

    @Inject
    RunClaims claims;

    @Inject
    DeploymentStore deployments;

    @Inject
    Supersession supersession;

    @Inject
    RunSteps steps;

    @Inject
    Database database;

    @Test
    @DisplayName("P17 P19 P21 P23 the statements choose the runs that the stores in memory choose")
    void choosesTheSame() {
        for (int seed = 1; seed <= TABLES; seed++) {
            QuarkusTransaction.begin();
            try {
                compare(seed);
            } finally {
                // nobody else ever sees these rows
                QuarkusTransaction.rollback();
            }
        }
    }

    private void compare(int seed) {
        Random random = new Random(seed);
        Instant now = database.query("SELECT now() AS now", row -> Database.instant(row, "now"))
                .get(0);
        Tables tables = new Tables(() -> now);
        new RandomRows(database, tables, random, PREFIX).fill();
        ClaimsInMemory memory = new ClaimsInMemory(tables, SimulatedOrchestrator.SILENT_AFTER);
        StepsInMemory stepsInMemory = new StepsInMemory(tables);
        SupersessionInMemory overtaken = new SupersessionInMemory(tables, stepsInMemory, null, null);
        Set<Long> ours = tables.deployments.keySet();
        String seeded = "seed " + seed + ": ";

        assertThat(ours(deployments.restless(), ours))
                .as(seeded + "restless")
                .isEqualTo(new DeploymentsInMemory(tables).restless());
        assertThat(ours(supersession.overtaken(), ours))
                .as(seeded + "overtaken")
                .isEqualTo(overtaken.overtaken());
        for (Deployment deployment : tables.deployments.values()) {
            List<Long> targets =
                    tables.of(deployment.id).map(run -> run.target.id).toList();
            assertThat(ours(claims.waitingFor(targets, deployment.id), ours))
                    .as(seeded + "waiting")
                    .isEqualTo(memory.waitingFor(targets, deployment.id));
            List<RunSteps.Retryable> wrong = stepsInMemory.retryable(deployment.id);
            assertThat(steps.lockAndFindBarred(deployment.id, wrong).keySet())
                    .as(seeded + "barred")
                    .isEqualTo(stepsInMemory
                            .lockAndFindBarred(deployment.id, wrong)
                            .keySet());
            List<Long> givenBack = tables.of(deployment.id)
                    .filter(run -> tables.runs.values().stream()
                            .noneMatch(other -> other != run && other.target == run.target && other.isOpen()))
                    .map(run -> run.row.id())
                    .filter(id -> random.nextInt(4) == 0)
                    .toList();
            assertThat(told(claims.claimAgain(deployment, givenBack)))
                    .as(seeded + "claims again of %d", deployment.id)
                    .isEqualTo(told(memory.claimAgain(deployment, givenBack)));
            int slots = 1 + random.nextInt(4);
            assertThat(told(claims.claim(deployment, slots)))
                    .as(seeded + "claims of %d", deployment.id)
                    .isEqualTo(told(memory.claim(deployment, slots)));
        }
        Set<Long> sending = new HashSet<>();
        tables.runs.keySet().stream().filter(id -> random.nextInt(6) == 0).forEach(sending::add);
        assertThat(told(ours(claims.claimUnsent(1_000, sending), tables)))
                .as(seeded + "unsent")
                .isEqualTo(told(memory.claimUnsent(1_000, sending)));
        assertThat(told(ours(claims.claimInspections(1_000), tables)))
                .as(seeded + "inspections")
                .isEqualTo(told(memory.claimInspections(1_000)));
        ours.forEach(id -> assertThat(supersession.settleOvertaken(id).size())
                .as(seeded + "superseded")
                .isEqualTo(overtaken.settleOvertaken(id).size()));
        assertThat(rows(tables.runs.keySet())).as(seeded + "rows").isEqualTo(rows(tables));
    }

    private static List<Long> ours(List<Long> found, Set<Long> ours) {
        return found.stream().filter(ours::contains).toList();
    }

    private static List<Claim> ours(List<Claim> found, Tables tables) {
        return found.stream()
                .filter(claim -> tables.runs.containsKey(claim.run()))
                .toList();
    }

    private static List<String> told(List<Claim> claims) {
        return claims.stream()
                .map(claim -> claim.run() + "/" + claim.attempt() + " sending " + claim.sending() + " epoch "
                        + claim.epoch() + " may create " + claim.mayCreate() + " " + claim.claimedAt())
                .sorted()
                .toList();
    }

    private List<String> rows(Set<Long> runs) {
        return database.query(
                "SELECT id, state, sending, epoch, inspections, claimed_at, sent_at, sign_at, inspect_at FROM run"
                        + " WHERE id = ANY (?) ORDER BY id",
                row -> row.getLong("id") + " " + row.getString("state") + " " + row.getInt("sending") + " "
                        + row.getLong("epoch") + " " + row.getInt("inspections") + " "
                        + Database.instant(row, "claimed_at") + " " + Database.instant(row, "sent_at") + " "
                        + Database.instant(row, "sign_at") + " " + Database.instant(row, "inspect_at"),
                (Object) runs.toArray(Long[]::new));
    }

    private static List<String> rows(Tables tables) {
        return tables.runs.values().stream()
                .map(run -> run.row.id() + " " + run.state() + " " + run.sending + " " + run.row.epoch() + " "
                        + run.row.inspections() + " " + run.claimedAt + " " + run.sentAt + " " + run.signAt + " "
                        + run.row.inspectAt())
                .toList();
    }
}
