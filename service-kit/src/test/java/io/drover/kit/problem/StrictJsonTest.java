package io.drover.kit.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StrictJsonTest {
    enum Mode {
        FILE,
        ALL
    }

    record Item(String url, Mode mode) {}

    record Request(String directory, Integer amount, Duration patience, List<Item> items) {}

    @Test
    void readsEnumsInAnyCaseAndDurationsAsIso() throws IOException {
        Request request =
                read("{\"directory\":\"d\",\"patience\":\"PT10S\",\"items\":[{\"url\":\"u\",\"mode\":\"file\"}]}");

        assertThat(request)
                .isEqualTo(new Request("d", null, Duration.ofSeconds(10), List.of(new Item("u", Mode.FILE))));
    }

    @Test
    void tellsAllUnknownFieldsAtOnceWithTheirPlace() {
        Problem problem = problemOf("{\"dir\":\"d\",\"items\":[{\"url\":\"u\",\"colour\":{\"a\":1}}],\"more\":[1]}");

        assertThat(problem.kind()).isEqualTo(ProblemType.INVALID_REQUEST);
        assertThat(faults(problem)).extracting(Fault::pointer).containsExactly("/dir", "/items/0/colour", "/more");
    }

    @Test
    void tellsTheUnknownFieldsBesideAValueOfTheWrongKind() {
        Problem problem = problemOf("{\"dir\":\"d\",\"amount\":\"many\"}");

        assertThat(faults(problem)).extracting(Fault::pointer).containsExactly("/dir", "/amount");
    }

    @Test
    void tellsWhereTheJsonBreaks() {
        Problem problem = problemOf("{\"directory\": \n oops}");

        assertThat(problem.kind()).isEqualTo(ProblemType.MALFORMED_JSON);
        assertThat(problem.getDetail()).contains("line 2");
    }

    @Test
    void refusesAnEmptyBodyATrailingTextAndABareNull() {
        assertThat(problemOf("").kind()).isEqualTo(ProblemType.MALFORMED_JSON);
        assertThat(problemOf("null").kind()).isEqualTo(ProblemType.MALFORMED_JSON);
        assertThat(problemOf("{} {}").getStatusCode()).isBetween(400, 422);
    }

    @Test
    void readsAFileAsLongAsABodyMayBe() throws IOException {
        String file = "x".repeat(25_000_000);

        assertThat(read("{\"directory\":\"" + file + "\"}").directory()).hasSize(file.length());
    }

    @Test
    void showsNoClassNames() {
        Problem problem = problemOf("{\"items\":[{\"mode\":\"SIDEWAYS\"}]}");

        assertThat(faults(problem).get(0).detail())
                .contains("SIDEWAYS", "FILE", "ALL")
                .doesNotContain("io.drover");
    }

    private static Request read(String json) throws IOException {
        InputStream body = new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
        return (Request) StrictJson.read(body, Request.class);
    }

    private static Problem problemOf(String json) {
        return catchThrowableOfType(Problem.class, () -> read(json));
    }

    @SuppressWarnings("unchecked")
    private static List<Fault> faults(Problem problem) {
        return (List<Fault>) problem.getParameters().get("faults");
    }
}
