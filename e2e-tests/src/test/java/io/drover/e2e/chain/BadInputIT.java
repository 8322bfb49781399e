package io.drover.e2e.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.e2e.fixture.Api;
import io.drover.e2e.fixture.SharedStack;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What must be refused, through the one origin: the type of the problem, and that nothing changed. */
class BadInputIT {
    private static final String VERSIONS = "/api/v1/directories/good/versions";
    private static final String ONE_FILE =
            "{\"files\":[{\"name\":\"1_a.sql\",\"content\":\"CREATE TABLE a (id int);\"}]}";

    @RegisterExtension
    static final SharedStack STACK = new SharedStack();

    @BeforeEach
    void aDirectoryWithOneVersion() {
        assertThat(STACK.api().post(VERSIONS, ONE_FILE).status()).isIn(200, 201);
    }

    @ParameterizedTest(name = "{0} {1} → {2} {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    /api/v1/directories/good/versions | {"files": oops}                                                    | 400 | malformed-json
                    /api/v1/directories/good/versions | {"files":[],"colour":"red"}                                        | 422 | invalid-request
                    /api/v1/directories/good/versions | {"files":[{"name":"1_a.sql","content":"CREATE TABLE a (id int);"}],"sum":"h1:AAAA=\\n1_a.sql h1:BBBB=\\n"} | 422 | checksum-mismatch
                    /api/v1/directories/good/versions | {"files":[{"name":"1_a.sql","content":"CREATE TABLE b (id int);"}]} | 409 | history-rewritten
                    /api/v1/directories/good/versions | {"files":[{"name":"0_z.sql","content":"SELECT 1;"},{"name":"1_a.sql","content":"CREATE TABLE a (id int);"}]} | 409 | out-of-order
                    /api/v1/directories/good/versions | {"files":[{"name":"../1_a.sql","content":"SELECT 1;"}]}           | 422 | invalid-directory
                    /api/v1/deployments | {"directory":"nowhere","targets":{"urls":["sqlite:///tmp/x.db"]}}                | 422 | unknown-directory
                    /api/v1/deployments | {"directory":"good","targets":{"urls":["oracle://h/db"]}}                        | 422 | unsupported-dialect
                    /api/v1/deployments | {"directory":"good","target":{"urls":[]}}                                        | 422 | invalid-request
                    /api/v1/deployments | {"directory":"good","targets":{"urls":[]}}                                       | 422 | no-targets
                    /api/v1/deployments | {"directory":"good","targets":{"urls":["sqlite:///tmp/x.db"]},"rollout":{"waves":[{"name":"a","count":1}]}} | 422 | not-available-yet
                    /api/v1/deployments | {"directory":"good","targets":{"items":[{"url":"sqlite:///tmp/x.db","name":"a/b"}]}} | 422 | invalid-request
                    /api/v1/deployments | {"directory":"good","targets":{"urls":["postgres://u:secret@h/db"]}}             | 422 | literal-secret
                    """)
    void isRefusedAndNothingChanges(String path, String body, int status, String problem) {
        State before = State.read(STACK.api());

        Api.Answer answer = STACK.api().post(path, body);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.problem()).isEqualTo(problem);
        assertThat(answer.body().path("detail").asText()).isNotBlank();
        assertThat(answer.body().toString()).doesNotContain("secret@");
        assertThat(State.read(STACK.api())).isEqualTo(before);
    }

    @ParameterizedTest(name = "length told: {0}")
    @ValueSource(booleans = {true, false})
    void aBodyOfAHundredMegabytesIsRefusedAtTheGateway(boolean lengthTold) {
        State before = State.read(STACK.api());
        HttpRequest.BodyPublisher stream = HttpRequest.BodyPublishers.ofInputStream(HugeFile::new);

        Api.Answer answer = STACK.api()
                .post(
                        VERSIONS,
                        lengthTold ? HttpRequest.BodyPublishers.fromPublisher(stream, HugeFile.LENGTH) : stream,
                        "application/json");

        assertThat(answer.status()).as(answer.toString()).isEqualTo(413);
        assertThat(answer.problem()).isEqualTo("body-too-large");
        assertThat(State.read(STACK.api())).isEqualTo(before);
    }

    @Test
    void aDirectoryNameWithASeparatorIsRefused() {
        assertThat(STACK.api()
                        .post("/api/v1/directories/a%2Fb/versions", ONE_FILE)
                        .status())
                .isIn(404, 422);
        assertThat(STACK.api().get("/api/v1/directories").body().toString()).doesNotContain("a/b");
    }

    /** What could have changed. */
    private record State(List<Integer> sizes) {
        static State read(Api api) {
            return new State(List.of(
                    api.all("/api/v1/directories/good/versions").size(),
                    api.all("/api/v1/directories").size(),
                    api.all("/api/v1/deployments").size(),
                    api.all("/api/v1/targets").size()));
        }
    }

    /** The beginning of a push, and then a file that does not end. */
    private static final class HugeFile extends InputStream {
        static final long LENGTH = 100L * 1024 * 1024;
        private static final byte[] START =
                "{\"files\":[{\"name\":\"1_a.sql\",\"content\":\"".getBytes(StandardCharsets.UTF_8);

        private long position;

        @Override
        public int read() {
            if (position == LENGTH) {
                return -1;
            }
            return position < START.length ? START[(int) position++] : filler();
        }

        private int filler() {
            position++;
            return 'x';
        }
    }
}
