package io.drover.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.drover.cli.Bench;
import io.drover.cli.Cli;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the CLI makes of answers that are no success, and of connections that break. The flows themselves are end-to-end tests. */
class WireTest {
    private record Answer(int status, String body) {}

    @TempDir
    Path folder;

    private final List<Answer> answers = new ArrayList<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private Bench bench;

    @BeforeEach
    void aServerThatSaysWhatItIsTold() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        bench = new Bench(folder).variable("DROVER_SERVER", address()).file("migrations/1.sql", "SELECT 1;\n");
        bench.run("migrate", "hash");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void allFaultsOfAProblemArePrinted() {
        answers.add(new Answer(422, """
                {"type": "/problems/invalid-request", "title": "no", "status": 422, "detail": "Two things are wrong.",
                 "faults": [{"pointer": "/files/0/name", "detail": "has a slash"}, {"pointer": "/tags/0", "detail": "is a number"}]}
                """));

        Cli.Result result = bench.run("migrate", "push", "app");

        assertThat(result).isEqualTo(new Cli.Result(1, "", """
                        Error: Two things are wrong. (invalid-request)
                        Error: /files/0/name: has a slash
                        Error: /tags/0: is a number
                        """));
    }

    @Test
    void anAnswerWithoutAProblemIsNamedByItsStatus() {
        answers.add(new Answer(413, "<html>too large</html>"));

        assertThat(bench.run("migrate", "push", "app").err())
                .isEqualTo("Error: the server answered 413 to POST /api/v1/directories/app/versions.\n");
    }

    @Test
    void aServerThatIsNotThereEndsWithThree() {
        server.stop(0);

        Cli.Result result = bench.run("databases", "list");

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err())
                .startsWith("Error: the server " + address() + " cannot be reached")
                .contains("drover up");
    }

    @Test
    void aPartThatIsDownEndsWithThree() {
        answers.add(new Answer(503, "{\"type\": \"registry-unavailable\", \"detail\": \"The registry is down.\"}"));

        Cli.Result result = bench.run("targets", "list");

        assertThat(result).isEqualTo(new Cli.Result(3, "", "Error: The registry is down. (registry-unavailable)\n"));
    }

    @Test
    void aDeploymentWhoseConnectionBrokeIsOrderedAgainWithTheSameKey() {
        answers.add(new Answer(0, ""));
        answers.add(new Answer(202, "{\"id\": 7, \"url\": \"http://drover.example/deployments/sets/7\"}"));

        Cli.Result result = bench.run(
                "migrate", "apply", "--detach", "--dir", "atlas://app?tag=v1&version=5", "-u", "sqlite://t.db");

        assertThat(result).isEqualTo(new Cli.Result(0, "http://drover.example/deployments/sets/7\n", ""));
        assertThat(heard).hasSize(2);
        assertThat(heard.get(0))
                .isEqualTo(heard.get(1))
                .contains("\"tag\" : \"v1\"")
                .contains("\"toMigration\" : \"5\"")
                .contains("\"url\" : \"sqlite://" + bench.folder().resolve("t.db") + "\"")
                .contains("hostId");
    }

    @Test
    void anOrderToAPartThatIsDownIsRepeatedWithTheSameKey() {
        answers.add(new Answer(503, "{\"type\": \"unavailable\", \"detail\": \"Down.\"}"));
        answers.add(new Answer(202, "{\"id\": 7, \"url\": \"http://drover.example/deployments/sets/7\"}"));

        Cli.Result result = bench.run("migrate", "apply", "--detach", "--dir", "atlas://app", "-u", "sqlite://t.db");

        assertThat(result.exitCode()).isZero();
        assertThat(heard).hasSize(2);
        assertThat(heard.get(0)).isEqualTo(heard.get(1)).startsWith("[").doesNotStartWith("[]");
    }

    @Test
    void aTargetIsChosenByNameThoughItsUrlHoldsAReference() {
        answers.add(new Answer(202, "{\"id\": 7, \"url\": \"http://drover.example/deployments/sets/7\"}"));
        bench.file("atlas.hcl", """
                env "prod" {
                  for_each = toset(["acme", "globex"])
                  url      = "postgres://app:$${env:PW}@db:5432/${each.value}"
                  migration { dir = "atlas://app" }
                }
                """);

        Cli.Result result = bench.run("migrate", "apply", "--detach", "--env", "prod", "--target", "acme");

        assertThat(result.err()).isEmpty();
        assertThat(heard.get(0))
                .contains("postgres://app:${env:PW}@db:5432/acme")
                .doesNotContain("globex");
    }

    @Test
    void loginKeepsTheTokenForThatServerInAFileThatOnlyItsOwnerReads() throws IOException {
        answers.add(new Answer(200, "{}"));
        answers.add(new Answer(200, "{\"items\": [], \"next\": null}"));
        bench.variable("DROVER_SERVER", "");

        assertThat(bench.run("login", address(), "--token", "t0p"))
                .isEqualTo(new Cli.Result(0, "Logged in to " + address() + ".\n", ""));
        assertThat(bench.run("targets", "list").exitCode()).isZero();

        assertThat(heard.get(1)).contains("Bearer t0p");
        Path file = bench.folder().resolve("home/.config/drover/account.properties");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
        assertThat(Account.current(bench.variable("DROVER_SERVER", "http://elsewhere")
                                .shell())
                        .token())
                .isNull();
        assertThat(bench.run("logout").out()).isEqualTo("Logged out.\n");
        assertThat(file).doesNotExist();
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        heard.add(exchange.getRequestHeaders().getOrDefault("Idempotency-Key", List.of()) + " "
                + exchange.getRequestHeaders().getOrDefault("Authorization", List.of()) + " " + body);
        Answer answer = answers.get(Math.min(heard.size(), answers.size()) - 1);
        if (answer.status() == 0) {
            exchange.close();
            return;
        }
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
