package io.drover.e2e.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A window of the browser, as a person uses it: by what is written on things and by what they are for. */
final class Window {
    private static final double PATIENCE_MILLIS = 30_000;

    private final BrowserContext context;
    private final Page page;
    private final List<String> errors = new ArrayList<>();
    private final List<String> foreign = new ArrayList<>();

    /** @param origin what all requests of the page must begin with */
    Window(BrowserContext context, String origin) {
        this.context = context;
        this.page = context.newPage();
        page.setDefaultTimeout(PATIENCE_MILLIS);
        page.onConsoleMessage(this::heard);
        page.onPageError(error -> errors.add("uncaught: " + error));
        page.onResponse(this::answered);
        page.onRequest(request -> {
            if (!request.url().startsWith(origin)) {
                foreign.add(request.url());
            }
        });
    }

    private void heard(ConsoleMessage message) {
        if (message.type().equals("error") || message.type().equals("warning")) {
            errors.add(message.type() + ": " + message.text());
        }
    }

    private void answered(Response response) {
        if (response.status() >= 500) {
            errors.add(response.status() + " from " + response.url());
        }
    }

    Page page() {
        return page;
    }

    /** Opens an address as if it had been typed or shared. */
    Window open(String path) {
        page.navigate(path);
        assertThat(page.locator("main h1").first()).isVisible();
        return this;
    }

    Locator link(String name) {
        return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name));
    }

    Locator link(Pattern name) {
        return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name));
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator button(Pattern name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    Locator heading(String text) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(text));
    }

    Locator main() {
        return page.locator("main");
    }

    /** Waits until the page says this somewhere. */
    void awaitText(String text) {
        assertThat(page.getByText(text).first()).isVisible(visible());
    }

    void awaitUrl(String pattern) {
        page.waitForURL(Pattern.compile(pattern));
    }

    private static com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions visible() {
        return new com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE_MILLIS);
    }

    /** Waits until the page shows what it asked for. */
    void settle() {
        assertThat(page.locator("[aria-busy=true], .skeleton")).hasCount(0);
    }

    /** True when nothing of the page lies beyond its right edge. */
    boolean fitsItsWidth() {
        return (boolean) page.evaluate("document.documentElement.scrollWidth <= window.innerWidth");
    }

    /** What axe finds wrong on the page as it is, one line each: rule, place, what to do. */
    List<String> barriers() {
        List<String> found = new ArrayList<>();
        new AxeBuilder(page)
                .analyze()
                .getViolations()
                .forEach(rule -> rule.getNodes()
                        .forEach(node ->
                                found.add(rule.getId() + " at " + node.getTarget() + ": " + node.getFailureSummary())));
        return found;
    }

    /** Nothing may have been complained of, and nothing may have been asked of anybody else. */
    void assertNoErrors() {
        assertThat(errors).as("what the browser complained of").isEmpty();
        assertThat(foreign).as("requests that went elsewhere").isEmpty();
    }

    void close() {
        context.close();
    }
}
