package io.drover.e2e.chain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.e2e.fixture.CommandLine.Result;
import io.drover.e2e.fixture.SharedStack;
import io.drover.e2e.fixture.SqliteTenants;
import io.drover.e2e.fixture.Workspace;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class FleetRolloutIT {
    private static final List<String> FLEET =
            IntStream.rangeClosed(1, 300).mapToObj("shop_%03d"::formatted).toList();

    @RegisterExtension
    static final SharedStack STACK = new SharedStack();

    @TempDir
    Path folder;

    @Test
    void movesThreeHundredTenantsThroughTwoAgentsEachExactlyOnce() {
        SqliteTenants tenants = new SqliteTenants(folder);
        Workspace project = Workspace.create(folder, STACK.url(), "fleet", FLEET, "sqlite://${each.value}.db");
        project.migration("1_orders.sql", "CREATE TABLE orders (id int);\nCREATE TABLE applied (migration text);\n")
                .migration("2_first.sql", "INSERT INTO applied VALUES ('first');\n")
                .migration("3_second.sql", "INSERT INTO applied VALUES ('second');\n")
                .push();

        Result apply = project.apply();

        assertThat(apply.exitCode()).as(apply.toString()).isZero();
        assertThat(apply.out()).contains("300 succeeded, 0 had nothing to do, 0 failed");
        for (String tenant : FLEET) {
            assertThat(tenants.query(tenant, "SELECT migration FROM applied ORDER BY rowid"))
                    .as(tenant)
                    .containsExactly("first", "second");
            assertThat(STACK.history(tenant, "fleet")).as(tenant).isEqualTo(tenants.revisions(tenant));
        }
        List<JsonNode> rows = STACK.api().all("/api/v1/status/databases?directory=fleet");
        assertThat(rows).hasSize(300).allSatisfy(row -> {
            assertThat(row.path("state").asText()).isEqualTo("SYNCED");
            assertThat(row.path("currentVersion").asText()).isEqualTo("3");
        });
        String deployment = apply.lastLine().replaceAll(".*/", "");
        Set<String> agents = new HashSet<>();
        STACK.api()
                .all("/api/v1/deployments/" + deployment + "/runs")
                .forEach(run -> agents.add(run.path("agent").asText()));
        assertThat(agents).as("agents that did the work").containsExactlyInAnyOrder("agent-1", "agent-2");
    }
}
