package io.drover.e2e.dashboard;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The Chromium of this machine, started by the first test class that needs it. Windows that a test opens are closed after
 * it, and none of them may have seen an error.
 */
final class Chromium implements BeforeAllCallback, AfterEachCallback {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(Chromium.class);

    private static final List<String> QUIET = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final Origin origin;
    private final List<Window> windows = new ArrayList<>();
    private Running running;

    /** @param origin asked when a window opens: the stack may have to start before it is known */
    Chromium(Origin origin) {
        this.origin = origin;
    }

    /** Where the dashboard is. */
    interface Origin {
        String url();
    }

    private record Running(Playwright playwright, Browser browser) implements AutoCloseable {
        @Override
        public void close() {
            browser.close();
            playwright.close();
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        running = context.getRoot().getStore(NAMESPACE).computeIfAbsent(Running.class, any -> started(), Running.class);
    }

    private static Running started() {
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable())
                        .setArgs(QUIET));
        return new Running(playwright, browser);
    }

    private static Path executable() {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, "chromium"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("These tests need Debian's package chromium"));
    }

    /** A window of a desk. */
    Window window() {
        return window(1280, 900, ColorScheme.LIGHT);
    }

    /** @param width of the window in CSS pixels, as is its height */
    Window window(int width, int height, ColorScheme scheme) {
        Window window = new Window(
                running.browser()
                        .newContext(new Browser.NewContextOptions()
                                .setBaseURL(origin.url())
                                .setViewportSize(width, height)
                                .setLocale("en-GB")
                                .setColorScheme(scheme)),
                origin.url());
        windows.add(window);
        return window;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        try {
            windows.forEach(Window::assertNoErrors);
        } finally {
            windows.forEach(Window::close);
            windows.clear();
        }
    }
}
