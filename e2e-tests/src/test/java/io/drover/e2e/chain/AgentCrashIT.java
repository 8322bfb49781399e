package io.drover.e2e.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.e2e.fixture.Api;
import io.drover.e2e.fixture.CommandLine.Result;
import io.drover.e2e.fixture.SharedStack;
import io.drover.e2e.fixture.SqliteTenants;
import io.drover.e2e.fixture.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class AgentCrashIT {
    private static final List<String> FLEET =
            IntStream.rangeClosed(1, 100).mapToObj("ward_%03d"::formatted).toList();

    /** About 50 ms of work on one core: a recursive count, and rows that would show a second execution. */
    private static final String COSTLY = """
            CREATE TABLE applied (migration text);
            INSERT INTO applied
              WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 150000)
              SELECT 'costly' FROM n WHERE i = 150000;
            """;

    @RegisterExtension
    static final SharedStack STACK = new SharedStack();

    @TempDir
    Path folder;

    @Test
    @DisplayName("P11 P14 an agent killed in the middle of a deployment: everything ends SYNCED, nothing twice")
    void nothingIsLostAndNothingRunsTwiceWhenAnAgentIsKilled() {
        SqliteTenants tenants = new SqliteTenants(folder);
        Workspace project = Workspace.create(folder, STACK.url(), "crash", FLEET, "sqlite://${each.value}.db");
        project.migration("1_costly.sql", COSTLY).push();
        String deployment = deploy();
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> done(deployment) >= FLEET.size() / 5);

        int doneAtTheKill = done(deployment);
        STACK.kill("migration-agent-1");

        assertThat(doneAtTheKill).as("runs done when the agent was killed").isLessThan(FLEET.size() * 4 / 5);
        Result watched = project.drover().run("deployments", "watch", deployment);
        assertThat(watched.exitCode()).as(watched.toString()).isZero();
        assertThat(STACK.api().all("/api/v1/status/databases?directory=crash"))
                .hasSize(FLEET.size())
                .allSatisfy(row -> assertThat(row.path("state").asText()).isEqualTo("SYNCED"));
        for (String tenant : FLEET) {
            assertThat(tenants.query(tenant, "SELECT migration FROM applied"))
                    .as(tenant)
                    .containsExactly("costly");
            assertThat(STACK.history(tenant, "crash")).as(tenant).isEqualTo(tenants.revisions(tenant));
        }
    }

    /** By REST, as another program would do it: URLs of files, four at a time. */
    private String deploy() {
        String urls = FLEET.stream()
                .map(tenant -> "\"sqlite://" + folder.resolve(tenant + ".db") + "\"")
                .collect(Collectors.joining(","));
        Api.Answer answer = STACK.api()
                .post(
                        "/api/v1/deployments",
                        "{\"directory\":\"crash\",\"targets\":{\"urls\":[" + urls
                                + "]},\"rollout\":{\"maxParallel\":4}}");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        return answer.body().path("id").asText();
    }

    private static int done(String deployment) {
        JsonNode counts =
                STACK.api().get("/api/v1/deployments/" + deployment).body().path("counts");
        return counts.path("succeeded").asInt() + counts.path("failed").asInt();
    }
}
