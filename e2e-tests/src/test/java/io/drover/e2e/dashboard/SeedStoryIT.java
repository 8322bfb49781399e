package io.drover.e2e.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.drover.e2e.fixture.CommandLine.Result;
import io.drover.e2e.fixture.SharedStack;
import io.drover.e2e.fixture.SqliteTenants;
import io.drover.e2e.fixture.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** From the one red number on the overview to the statement that failed, and back to green, without a reload. */
class SeedStoryIT {
    private static final String DIRECTORY = "seed-clicked";
    private static final String VIOLATION = "UNIQUE constraint failed: users.id";

    @RegisterExtension
    static final SharedStack STACK = new SharedStack();

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium(STACK::url);

    @TempDir
    Path folder;

    @Test
    void findsTheFailingStatementByClickingAndRetriesIt() {
        SqliteTenants tenants = new SqliteTenants(folder);
        failOnTheFourthTenant(tenants);
        Window window = CHROMIUM.window().open("/");
        Page page = window.page();
        page.evaluate("window.neverReloaded = true");

        // the overview names the directory and its error
        page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName(Pattern.compile("error", Pattern.CASE_INSENSITIVE)))
                .and(page.locator("a[href*='directory=" + DIRECTORY + "']"))
                .first()
                .click();

        // the databases tab, filtered
        window.awaitUrl(".*/databases\\?.*state=ERROR.*");
        assertThat(window.link("Error 1")).hasAttribute("aria-current", "true");
        assertThat(window.link("Synced 3")).isVisible();
        Locator rows = page.getByRole(AriaRole.TABLE).locator("tbody tr:not([aria-hidden])");
        assertThat(rows).hasCount(1);
        rows.getByRole(AriaRole.LINK).first().click();

        // the database, its last error and the run
        window.awaitUrl(".*/databases/tenant_4.*");
        assertThat(window.heading("tenant_4").first()).isVisible();
        window.awaitText(VIOLATION);
        window.main().locator("a[href*='/targets/tenant_4']").first().click();

        // the run: the file, the statement, what the CLI said
        window.awaitUrl(".*/deployments/sets/\\d+/targets/tenant_4.*");
        window.awaitText(VIOLATION);
        window.awaitText("20240721111345_seed_users.sql");
        assertThat(page.locator("li[aria-current=true], li.failed"))
                .containsText("INSERT INTO users (id, name) VALUES (1");
        window.awaitText("What to do next");
        window.awaitText("Migrating to version 20240721111345 from 20240721101205");
        assertThat(page.title()).contains("tenant_4").contains("Drover");

        // repaired behind Drover's back, retried by a click
        tenants.execute("tenant_4", "DELETE FROM users WHERE name = 'was here before'");
        window.button("Retry").click();
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        assertThat(dialog).containsText("3 that succeeded stay as they are");
        dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Retry 1 target"))
                .click();
        assertThat(page.locator("h1")).containsText("Succeeded");
        assertThat(window.button("Retry")).hasCount(0);
        assertThat(tenants.query("tenant_4", "SELECT name FROM users ORDER BY id"))
                .containsExactly("a8m", "rotemtam");

        // the deployment, and all of the fleet
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("^Deployment \\d+")))
                .first()
                .click();
        assertThat(page.locator("h1")).containsText("Succeeded");
        window.link("Databases").first().click();
        page.goBack();
        window.awaitUrl(".*/deployments/sets/\\d+$");
        window.open("/databases?directory=" + DIRECTORY);
        assertThat(window.link("Synced 4")).isVisible();
        assertThat(window.link("Error 0")).isVisible();
    }

    private void failOnTheFourthTenant(SqliteTenants tenants) {
        Workspace project = Workspace.create(
                folder,
                STACK.url(),
                DIRECTORY,
                List.of("tenant_1", "tenant_2", "tenant_3", "tenant_4"),
                "sqlite://${each.value}.db");
        project.migration(
                        "20240721101205_create_users.sql",
                        "CREATE TABLE users (id int NOT NULL PRIMARY KEY, name text NOT NULL);\n")
                .push();
        assertThat(project.apply().exitCode()).isZero();
        project.migration("20240721111345_seed_users.sql", """
                        INSERT INTO users (id, name) VALUES (1, "a8m");
                        INSERT INTO users (id, name) VALUES (2, "rotemtam");
                        """).push();
        tenants.execute("tenant_4", "INSERT INTO users (id, name) VALUES (1, 'was here before')");
        Result failing = project.apply();
        assertThat(failing.exitCode()).as(failing.toString()).isEqualTo(1);
    }
}
