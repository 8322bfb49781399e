package io.drover.e2e.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.drover.e2e.fixture.SharedStack;
import io.drover.e2e.fixture.Workspace;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/observability} speaks of metrics that the packaged services have, and of all that are Drover's own. */
class MetricsIT {
    private static final Path DOCS = Path.of(System.getProperty("drover.home"), "docs/observability");
    private static final List<String> PARTS = List.of(
            "registry-service", "deployment-orchestrator", "status-service", "migration-agent-1", "migration-agent-2");

    /** A name of a metric where it is not within a text or a label. */
    private static final Pattern NAME = Pattern.compile(
            "(?<![\\w./\"-])((?:drover|http_server|jvm|process|agroal|kafka)_[a-z0-9_]+)(?![\\w.]|\\s*=[\"~])");

    private static final String DIRECTORY = "measured";
    private static final String TENANT = "measured_tenant";

    @RegisterExtension
    static final SharedStack STACK = new SharedStack();

    @TempDir
    static Path folder;

    @BeforeAll
    static void somethingOfEverythingHasHappened() {
        Workspace project =
                Workspace.create(folder, STACK.url(), DIRECTORY, List.of(TENANT), "sqlite://${each.value}.db");
        project.migration("1_first.sql", "CREATE TABLE t (id int);\n").push();
        assertThat(project.apply().exitCode()).isZero();
        assertThat(STACK.api().get("/api/v1/directories/no-such-directory").status())
                .isEqualTo(404);
    }

    @Test
    void everyMetricOfTheDashboardIsThere() throws IOException {
        JsonNode dashboard = new ObjectMapper()
                .readTree(DOCS.resolve("drover-dashboard.json").toFile());
        List<String> questions = dashboard.findValuesAsText("expr");
        assertThat(questions)
                .hasSizeGreaterThan(20)
                .allSatisfy(question -> assertThat(names(question)).as(question).isNotEmpty());

        awaitExposed(names(String.join("\n", questions)));
    }

    @Test
    void everyMetricThatIsExplainedOrAlertedOfIsThere() throws IOException {
        awaitExposed(names(Files.readString(DOCS.resolve("alerts.yml"))));
        awaitExposed(names(Files.readString(DOCS.resolve("README.md"))));
    }

    @Test
    void everyMetricOfDroverIsExplained() throws IOException {
        Set<String> explained = names(Files.readString(DOCS.resolve("README.md")));

        Set<String> own = scrape().filter(line -> line.startsWith("drover_"))
                .map(line -> line.split("[ {]")[0].replaceFirst("_(bucket|count|sum|max)$", ""))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(own).isNotEmpty().isSubsetOf(explained);
    }

    @Test
    void noMetricNamesADirectoryOrATarget() {
        assertThat(scrape()).noneMatch(line -> line.contains("\"" + DIRECTORY) || line.contains(TENANT));
    }

    private static void awaitExposed(Set<String> wanted) {
        assertThat(wanted).isNotEmpty();
        await("metrics that are spoken of")
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(exposed()).containsAll(wanted));
    }

    private static Set<String> names(String text) {
        return NAME.matcher(text).results().map(match -> match.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Names of series and of the families they belong to. */
    private static Set<String> exposed() {
        return scrape().filter(line -> !line.startsWith("# HELP"))
                .map(line -> line.replaceFirst("^# TYPE ", "").split("[ {]")[0])
                .collect(Collectors.toSet());
    }

    private static Stream<String> scrape() {
        return PARTS.stream().map(STACK::urlOf).map(MetricsIT::metrics).flatMap(String::lines);
    }

    private static String metrics(String url) {
        try {
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(url + "/q/metrics"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            return answer.body();
        } catch (IOException e) {
            throw new AssertionError(url + " cannot be scraped", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
