package io.drover.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.e2e.fixture.Deployment;
import io.drover.e2e.fixture.EventLog;
import io.drover.e2e.fixture.FaultStack;
import io.drover.e2e.fixture.Fleet;
import io.drover.e2e.fixture.Gate;
import io.drover.e2e.fixture.Ledger;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs whose agent says nothing any more: the target is asked before anything is done again. */
class LostRunsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    static final FaultStack STACK = FaultStack.shared();

    @AfterAll
    static void nothingIsOpenAndNoSecretWasWrittenAnywhere() {
        Ledger.checkWhole(STACK, "orphaned");
    }

    @Test
    @DisplayName("P21 agent killed in the middle of a long statement: its orphan is waited for, nothing runs twice")
    void theOrphanOfAKilledAgentIsWaitedFor() {
        Fleet fleet = Fleet.of(STACK, "orphaned").postgres(1).migration("0001", "CREATE SEQUENCE begun;\n");
        fleet.deploy().awaitSucceeded();
        // a sequence keeps count even of what was rolled back
        fleet.migration("0002", "SELECT nextval('begun');\n" + Gate.STATEMENT);
        String tenant = fleet.names().get(0);
        Deployment deployment;
        List<Long> orphan;
        try (Gate gate = STACK.postgres().closeGate(tenant)) {
            deployment = fleet.deploy();
            orphan = gate.awaitSomebody();
            JsonNode run = awaitRunning(deployment, tenant);

            STACK.kill(partOf(run));

            awaitInspection(deployment, "STILL_RUNNING");
            assertThat(Gate.alive(STACK.postgres(), tenant, orphan)).isEqualTo(orphan);
            assertThat(begun(tenant)).as("executions while the orphan lives").isEqualTo(1);
        }
        await("the second execution").atMost(PATIENCE).until(() -> begun(tenant) == 2);
        assertThat(Gate.alive(STACK.postgres(), tenant, orphan))
                .as("the orphan when the second execution has begun")
                .isEmpty();
        deployment.awaitSucceeded();
        assertThat(begun(tenant)).as("executions in the end").isEqualTo(2);
        Ledger.of(fleet).check();
    }

    @Test
    @DisplayName(
            "P14 P21 agent frozen for longer than lostAfter and thawed: another one did its run, its late word is harmless")
    void theLateWordOfAThawedAgentHurtsNothing() {
        Fleet fleet = Fleet.of(STACK, "thawed").postgres(1).migration("0001", Gate.STATEMENT);
        String tenant = fleet.names().get(0);
        Deployment deployment;
        JsonNode first;
        try (Gate gate = STACK.postgres().closeGate(tenant)) {
            deployment = fleet.deploy();
            gate.awaitSomebody();
            first = awaitRunning(deployment, tenant);
            STACK.freeze(partOf(first));
            awaitInspection(deployment, "STILL_RUNNING");
        }
        // its session now stands idle in its transaction, until the policy ends it
        JsonNode second = deployment.awaitRun(
                tenant,
                "done by another agent",
                run -> run.path("state").asText().equals("SUCCEEDED"));
        assertThat(second.path("agent")).isNotEqualTo(first.path("agent"));

        STACK.thaw(partOf(first));

        EventLog log = new EventLog(STACK.bootstrapServers());
        await("the late word of " + first.path("agent"))
                .atMost(PATIENCE)
                .until(() -> log.ofDeployment("drover.run-events", "RunFinished", deployment.id()).stream()
                        .anyMatch(event -> event.path("agent").equals(first.path("agent"))));
        deployment.awaitSucceeded();
        Ledger.of(fleet).check();
    }

    private static JsonNode awaitRunning(Deployment deployment, String tenant) {
        return deployment.awaitRun(
                tenant, "RUNNING", run -> run.path("state").asText().equals("RUNNING"));
    }

    /** {@code agent-1} is the part {@code migration-agent-1}. */
    private static String partOf(JsonNode run) {
        return "migration-" + run.path("agent").asText();
    }

    private static void awaitInspection(Deployment deployment, String finding) {
        EventLog log = new EventLog(STACK.bootstrapServers());
        await("the target to be asked, and to say " + finding).atMost(PATIENCE).untilAsserted(() -> {
            List<JsonNode> inspections = log.ofDeployment("drover.run-events", "RunInspected", deployment.id());
            assertThat(inspections)
                    .anyMatch(event -> event.path("finding").asText().equals(finding));
        });
    }

    /** How often the second migration of the orphaned tenant began. */
    private static int begun(String tenant) {
        return Integer.parseInt(
                STACK.postgres().query(tenant, "SELECT last_value FROM begun").get(0));
    }
}
