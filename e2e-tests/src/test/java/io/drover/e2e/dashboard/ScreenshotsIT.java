package io.drover.e2e.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.drover.e2e.fixture.Api;
import io.drover.e2e.fixture.FaultStack;
import io.drover.e2e.fixture.SqliteTenants;
import io.drover.embedded.part.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Takes the pictures of {@code docs/screenshots} of the real page over a real fleet: four tenants of which one fails, and
 * ten thousand of which some do. Run by {@code docs/screenshots/take}, never by a build.
 */
@Tag("screenshots")
class ScreenshotsIT {
    private static final Path PICTURES =
            Path.of(System.getProperty("drover.home")).resolve("docs/screenshots");
    private static final int MANY = Integer.getInteger("screenshots.targets", 10_000);
    private static final String SMALL = "accounts";
    private static final String LARGE = "storefront";

    @RegisterExtension
    static final FaultStack STACK = FaultStack.own(2);

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium(STACK::url);

    /** Its name is seen in the pictures, so it is not that of somebody's checkout. */
    private static Path tenants;

    @BeforeAll
    static void thereIsRoom() throws IOException {
        Files.createDirectories(PICTURES);
        tenants = Files.createTempDirectory("tenants");
    }

    @AfterAll
    static void tenantsLeave() throws IOException {
        FileTree.delete(tenants);
    }

    @Test
    void takesThemAtFourAndAtManyTargets() throws IOException {
        long failing = fourTenantsOfWhichOneFails();
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("overview", "/");
        pages.put("databases", "/databases?directory=" + SMALL);
        pages.put("database", "/databases/" + SMALL + "_00004");
        pages.put("migrations", "/migrations?directory=" + SMALL);
        pages.put("migration", "/migrations/" + SMALL + "/20260301120000");
        pages.put("deployment", "/deployments/sets/" + failing);
        pages.put("run", "/deployments/sets/" + failing + "/targets/" + SMALL + "_00004");
        pages.put("directories", "/dirs");
        pages.put("directory", "/dirs/" + SMALL);
        pages.put("version", "/dirs/" + SMALL + "/versions/2");
        pages.put("agents", "/agents");
        take(pages, "4");

        long running = manyTenantsUnderWay();
        pages.clear();
        pages.put("deployment-running", "/deployments/sets/" + running);
        take(pages, "many");
        finished(running);
        pages.clear();
        pages.put("overview", "/");
        pages.put("databases", "/databases?directory=" + LARGE);
        pages.put("migrations", "/migrations");
        pages.put("migration", "/migrations/" + LARGE + "/20260601120000");
        pages.put("deployment", "/deployments/sets/" + running);
        pages.put("directory", "/dirs/" + LARGE);
        take(pages, "many");

        try (var pictures = Files.list(PICTURES)) {
            assertThat(pictures.filter(file -> file.toString().endsWith(".png")))
                    .hasSizeGreaterThan(30);
        }
    }

    private static long fourTenantsOfWhichOneFails() throws IOException {
        Shops shops = new Shops(STACK.api(), SMALL, folder(SMALL), 4).register();
        shops.push("20260201120000_create_users.sql", """
                -- who may sign in
                CREATE TABLE users (
                  id   int  NOT NULL PRIMARY KEY,
                  name text NOT NULL
                );
                """);
        finished(shops.deploy());
        shops.push("20260301120000_seed_users.sql", """
                INSERT INTO users (id, name) VALUES (1, 'a8m');
                INSERT INTO users (id, name) VALUES (2, 'rotemtam');
                """);
        shops.files().execute(SMALL + "_00004", "INSERT INTO users (id, name) VALUES (1, 'was here before')");
        long deployment = shops.deploy();
        finished(deployment);
        return deployment;
    }

    private static long manyTenantsUnderWay() throws IOException {
        Shops shops = new Shops(STACK.api(), LARGE, folder(LARGE), MANY).register();
        shops.push("20260401120000_create_orders.sql", """
                CREATE TABLE customers (id int NOT NULL PRIMARY KEY, mail text NOT NULL);
                CREATE TABLE orders (id int NOT NULL PRIMARY KEY, customer_id int NOT NULL, total int NOT NULL);
                """);
        finished(shops.deploy());
        shops.push("20260501120000_index_orders.sql", "CREATE INDEX orders_by_customer ON orders (customer_id);\n");
        finished(shops.deploy());
        shops.push("20260601120000_unique_mail.sql", """
                CREATE UNIQUE INDEX customers_by_mail ON customers (mail);
                ALTER TABLE orders ADD COLUMN currency text NOT NULL DEFAULT 'EUR';
                """);
        SqliteTenants files = shops.files();
        for (int i = 211; i < MANY; i += 733) {
            files.execute(
                    shops.names().get(i),
                    "INSERT INTO customers VALUES (1, 'ada@example.org'), (2, 'ada@example.org')");
        }
        for (int i = 97; i < MANY; i += 2_111) {
            files.execute(shops.names().get(i), "ALTER TABLE orders ADD COLUMN currency text");
        }
        long deployment = shops.deploy();
        await().atMost(Duration.ofMinutes(5))
                .until(() -> STACK.api()
                                .get("/api/v1/deployments/" + deployment)
                                .body()
                                .path("counts")
                                .path("succeeded")
                                .asInt()
                        > MANY / 2);
        return deployment;
    }

    private static Path folder(String name) throws IOException {
        return Files.createDirectories(tenants.resolve(name));
    }

    private static void finished(long deployment) {
        await("the views of deployment " + deployment)
                .atMost(Duration.ofMinutes(10))
                .until(() -> {
                    Api.Answer seen = STACK.api().get("/api/v1/status/deployments/" + deployment);
                    return seen.status() == 200
                            && seen.body().path("finishedAt").isTextual()
                            && !seen.body().path("settling").asBoolean(true);
                });
    }

    private static void take(Map<String, String> pages, String size) {
        for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
            Window window = CHROMIUM.window(1280, 860, scheme);
            pages.forEach((name, path) -> {
                window.open(path);
                window.settle();
                window.page()
                        .screenshot(new Page.ScreenshotOptions()
                                .setPath(PICTURES.resolve("%s-%s-%s.png"
                                        .formatted(name, size, scheme.name().toLowerCase(Locale.ROOT)))));
            });
        }
    }
}
