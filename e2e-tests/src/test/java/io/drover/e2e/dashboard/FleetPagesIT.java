package io.drover.e2e.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.drover.e2e.fixture.SharedStack;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Every page over three hundred tenants, for people at a desk, at a phone, in the dark, and without a mouse. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FleetPagesIT {
    private static final String FLEET = "clicked";
    private static final int TENANTS = 300;

    @RegisterExtension
    static final SharedStack STACK = new SharedStack();

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium(STACK::url);

    @TempDir
    static Path folder;

    private static Shops shops;
    private static long deployment;

    @BeforeAll
    static void aFleetThatWasNeverMigrated() {
        shops = new Shops(STACK.api(), FLEET, folder, TENANTS).register();
        shops.push("1_shops.sql", "CREATE TABLE shops (id int NOT NULL PRIMARY KEY, name text);\n");
        // about thirty milliseconds of one core, so that there is something to watch
        shops.push("2_count.sql", """
                CREATE TABLE counted AS
                  WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 90000)
                  SELECT max(i) AS most FROM n;
                """);
    }

    @Test
    @Order(1)
    void aDeploymentIsFollowedLiveToItsEnd() {
        deployment = shops.deploy();
        Window window = CHROMIUM.window().open("/deployments/sets/" + deployment);
        Page page = window.page();
        page.evaluate("window.neverReloaded = true");

        assertThat(page.locator("h1")).containsText("Running");
        assertThat(window.button("Pause")).isVisible();
        assertThat(page.locator("h1")).containsText("Succeeded", patiently());

        window.awaitText("300 of 300");
        assertThat(page.getByText(Pattern.compile("300 targets: 300 succeeded", Pattern.CASE_INSENSITIVE)))
                .isAttached();
        assertThat(window.button("Pause")).hasCount(0);
        assertThat(page.evaluate("window.neverReloaded")).isEqualTo(true);
    }

    @Test
    @Order(2)
    void aLongListIsScrolledSearchedSharedAndLeftAndFoundAgain() {
        Window window = CHROMIUM.window().open("/databases?directory=" + FLEET);
        Page page = window.page();
        Locator table = page.getByRole(AriaRole.TABLE);
        Locator last = table.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("clicked_00300"));

        // no more rows in the document than can be seen, and yet the last one is reached
        assertThat(table.locator("tbody tr:not([aria-hidden])")).not().hasCount(TENANTS);
        await().pollInSameThread().untilAsserted(() -> {
            page.mouse().wheel(0, 4_000);
            assertThat(last.count()).isOne();
        });
        assertThat(last).isVisible();

        // a search is in the address, and the address can be shared
        page.getByRole(AriaRole.SEARCHBOX).first().fill("clicked_0017");
        window.awaitUrl(".*[?&]q=clicked_0017.*");
        assertThat(table.locator("tbody tr:not([aria-hidden])")).hasCount(10);
        String shared = page.url();
        table.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("clicked_00173"))
                .click();
        window.awaitUrl(".*/databases/clicked_00173.*");
        page.goBack();
        assertThat(table.locator("tbody tr:not([aria-hidden])")).hasCount(10);
        assertThat(page.getByRole(AriaRole.SEARCHBOX).first()).hasValue("clicked_0017");
        Window colleague = CHROMIUM.window().open(shared.replaceFirst("^https?://[^/]+", ""));
        assertThat(colleague.page().getByRole(AriaRole.TABLE).locator("tbody tr:not([aria-hidden])"))
                .hasCount(10);
    }

    @Test
    @Order(3)
    void everyPageIsForEverybodyInLightAndDark() {
        List<String> barriers = new ArrayList<>();
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            Window window = CHROMIUM.window(1280, 900, scheme);
            for (String path : pages()) {
                window.open(path);
                window.settle();
                window.barriers().forEach(one -> barriers.add(scheme + " " + path + ": " + one));
            }
        }
        assertThat(barriers).as("what axe found").isEmpty();
    }

    @Test
    @Order(4)
    void everyPageFitsAPhone() {
        Window window = CHROMIUM.window(390, 844, ColorScheme.LIGHT);
        List<String> tooWide = new ArrayList<>();
        for (String path : pages()) {
            window.open(path);
            window.settle();
            if (!window.fitsItsWidth()) {
                tooWide.add(path);
            }
        }
        assertThat(tooWide).as("pages wider than a phone").isEmpty();
    }

    @Test
    @Order(5)
    void theDarkIsChosenKeptAndReachedWithoutAMouse() {
        Window window = CHROMIUM.window().open("/");
        Page page = window.page();
        String light = background(page);
        Locator theme = page.getByRole(
                AriaRole.BUTTON,
                new Page.GetByRoleOptions().setName(Pattern.compile("theme|dark|light", Pattern.CASE_INSENSITIVE)));

        for (int i = 0; i < 3 && background(page).equals(light); i++) {
            theme.first().focus();
            page.keyboard().press("Enter");
        }

        String dark = background(page);
        assertThat(dark).isNotEqualTo(light);
        window.open("/agents");
        assertThat(background(page)).isEqualTo(dark);
        window.open("/");
        page.keyboard().press("Tab");
        assertThat(page.locator(":focus")).hasText("Skip to content");
    }

    private static List<String> pages() {
        String set = "/deployments/sets/" + deployment;
        return List.of(
                "/",
                "/databases?directory=" + FLEET,
                "/databases/clicked_00007",
                "/dirs",
                "/dirs/" + FLEET,
                "/dirs/" + FLEET + "/versions/2",
                "/migrations",
                "/migrations/" + FLEET + "/2",
                set,
                set + "/targets/clicked_00007",
                "/agents");
    }

    private static String background(Page page) {
        return (String) page.evaluate("getComputedStyle(document.body).backgroundColor");
    }

    private static LocatorAssertions.ContainsTextOptions patiently() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(90_000);
    }
}
