package io.drover.e2e.chain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.e2e.fixture.CommandLine.Result;
import io.drover.e2e.fixture.SharedStack;
import io.drover.e2e.fixture.SqliteTenants;
import io.drover.e2e.fixture.Workspace;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** How a deployment is to be applied goes from the command line to the statement, and the views tell what is left. */
class OptionsIT {
    private static final String USERS = "CREATE TABLE users (id int);\n";

    @RegisterExtension
    static final SharedStack STACK = new SharedStack();

    @TempDir
    Path folder;

    @Test
    void aDatabaseThatWasThereBeforeDroverIsTakenInByABaseline() {
        Workspace project = project("adopted").migration("1_users.sql", USERS);
        project.migration("2_orders.sql", "CREATE TABLE orders (id int);\n").push();
        tenants().execute("adopted", USERS);

        Result refused = project.apply();
        assertThat(refused.exitCode()).as(refused.toString()).isEqualTo(1);
        assertThat(refused.err()).contains("is not clean", "baseline version or allow-dirty is required");
        assertThat(state("adopted")).isEqualTo("ERROR");

        Result unknown = project.apply("--baseline", "9");
        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown.err()).contains("has no migration \"9\"");

        done(project.apply("--baseline", "1"));
        assertThat(state("adopted")).isEqualTo("SYNCED");
        assertThat(tenants().revisions("adopted")).containsExactly("1|users|0|0", "2|orders|1|1");
    }

    @Test
    void oneFileAtATimeLeavesTheRestPending() {
        Workspace project = project("stepwise").migration("1_users.sql", USERS);
        project.migration("2_orders.sql", "CREATE TABLE orders (id int);\n").push();

        done(project.apply("1"));
        assertThat(tenants().revisions("stepwise")).containsExactly("1|users|1|1");
        assertThat(state("stepwise")).isEqualTo("PENDING");

        done(project.apply("1"));
        assertThat(tenants().revisions("stepwise")).hasSize(2);
        assertThat(state("stepwise")).isEqualTo("SYNCED");
    }

    @Test
    void aFileThatCameTooLateIsSkippedOrAppliedAsWasAskedFor() {
        Workspace project = project("late").migration("1_users.sql", USERS);
        project.migration("3_orders.sql", "CREATE TABLE orders (id int);\n").push();
        done(project.apply());
        project.migration("2_carts.sql", "CREATE TABLE carts (id int);\n");
        assertThat(push(project).err()).contains("2_carts.sql");
        done(push(project, "--allow-out-of-order"));

        Result refused = project.apply();
        assertThat(refused.exitCode()).as(refused.toString()).isEqualTo(1);
        assertThat(refused.err()).contains("migration file 2_carts.sql was added out of order");

        done(project.apply("--exec-order", "linear-skip"));
        assertThat(tenants().revisions("late")).hasSize(2);
        assertThat(state("late")).as("it still lacks 2_carts.sql").isEqualTo("PENDING");

        done(project.apply("--exec-order", "non-linear"));
        assertThat(tenants().revisions("late")).containsExactly("1|users|1|1", "2|carts|1|1", "3|orders|1|1");
        assertThat(state("late")).isEqualTo("SYNCED");
    }

    @Test
    void allFilesAreOneTransactionAndAStatementHasItsTime() {
        Workspace project = project("together").migration("0_nothing.sql", "-- nothing\n");
        project.migration("1_users.sql", USERS).migration("2_slow.sql", """
                        CREATE TABLE counted AS
                          WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000)
                          SELECT max(i) AS most FROM n;
                        """).push();

        Result failed = project.apply("--tx-mode", "all", "--statement-timeout", "200ms");

        assertThat(failed.exitCode()).as(failed.toString()).isEqualTo(1);
        assertThat(failed.out()).contains("  -- rolled back (").doesNotContain("  -- ok (");
        assertThat(failed.err()).contains("from version \"2\": the statement took longer than PT0.2S and was ended");
        assertThat(tenants().query("together", "SELECT name FROM sqlite_master WHERE name = 'users'"))
                .isEmpty();
        String deployment = failed.lastLine().replaceAll(".*/", "");
        JsonNode run = STACK.api()
                .all("/api/v1/status/deployments/" + deployment + "/targets")
                .get(0);
        JsonNode files = STACK.api()
                .get("/api/v1/status/deployments/" + deployment + "/targets/"
                        + run.path("target").asText())
                .body()
                .path("files");
        assertThat(files.findValuesAsText("name")).containsExactly("1_users.sql", "2_slow.sql");
        assertThat(files.get(0).path("result").asText()).isEqualTo("ROLLED_BACK");
        assertThat(files.get(1).path("result").asText()).isEqualTo("FAILED");
        assertThat(STACK.api()
                        .all("/api/v1/status/databases/" + run.path("target").asText() + "/history"))
                .as("migrations that it has")
                .isEmpty();
        JsonNode request =
                STACK.api().get("/api/v1/deployments/" + deployment).body().path("request");
        assertThat(request.path("options").path("txMode").asText()).isEqualTo("ALL");
        assertThat(request.path("options").path("statementTimeout").asText()).isEqualTo("PT0.2S");
        assertThat(STACK.api()
                        .get("/api/v1/status/deployments/" + deployment)
                        .body()
                        .path("options")
                        .path("txMode")
                        .asText())
                .isEqualTo("ALL");
    }

    private Workspace project(String name) {
        return Workspace.create(folder, STACK.url(), "options-" + name, List.of(name), "sqlite://${each.value}.db");
    }

    private SqliteTenants tenants() {
        return new SqliteTenants(folder);
    }

    private static Result push(Workspace project, String... more) {
        String[] command = {"migrate", "push", "--env", "prod", project.directory()};
        String[] all = new String[command.length + more.length];
        System.arraycopy(command, 0, all, 0, command.length);
        System.arraycopy(more, 0, all, command.length, more.length);
        return project.drover().run(all);
    }

    private static void done(Result result) {
        assertThat(result.exitCode()).as(result.toString()).isZero();
    }

    /** The command has waited until the views have settled. */
    private static String state(String tenant) {
        return STACK.api()
                .all("/api/v1/status/databases?directory=options-" + tenant)
                .get(0)
                .path("state")
                .asText();
    }
}
