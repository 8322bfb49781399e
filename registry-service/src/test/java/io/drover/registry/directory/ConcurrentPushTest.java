package io.drover.registry.directory;

import static io.drover.registry.Pushes.files;
import static io.drover.registry.Pushes.freshName;
import static io.drover.registry.Pushes.push;
import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.drover.registry.RegistryTest;
import io.drover.registry.Traces;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@RegistryTest
class ConcurrentPushTest {
    private static final int AT_ONCE = 8;

    @Inject
    Traces traces;

    @Inject
    AgroalDataSource database;

    @Test
    @DisplayName("P3 of many first pushes of the same content one makes the version, the others get it")
    void makesOneVersionOfTheSameContent() {
        String name = freshName("race");

        List<Response> answers = pushAtOnce(i -> push(name, files("1.sql", "SELECT 1;")));

        assertThat(answers)
                .extracting(Response::statusCode)
                .containsOnlyOnce(201)
                .containsOnly(200, 201);
        assertThat(answers)
                .extracting(answer -> answer.jsonPath().getInt("sequence"))
                .containsOnly(1);
        assertThat(traces.events(name)).hasSize(1);
    }

    @Test
    @DisplayName("P3 of many first pushes of different contents one is first, the others meet its history")
    void judgesDifferentContentsOneAfterTheOther() {
        String name = freshName("race");

        List<Response> answers = pushAtOnce(i -> push(name, files(i + ".sql", "SELECT " + i + ";")));

        assertThat(answers)
                .extracting(Response::statusCode)
                .containsOnlyOnce(201)
                .containsOnly(201, 409);
        assertThat(traces.events(name)).hasSize(1);
    }

    @Test
    @DisplayName("P3 concurrent pushes that build on one another get sequences without gaps")
    void numbersVersionsWithoutGaps() {
        String name = freshName("race");
        Map<String, Object> base = files("0.sql", "SELECT 0;");
        push(name, base).then().statusCode(201);

        List<Response> answers = pushAtOnce(i -> {
            Map<String, Object> body = files("0.sql", "SELECT 0;", i + "9.sql", "SELECT " + i + ";");
            body.put("allowRewrite", true);
            body.put("allowOutOfOrder", true);
            return push(name, body);
        });

        assertThat(answers).extracting(Response::statusCode).containsOnly(201);
        assertThat(answers)
                .extracting(answer -> answer.jsonPath().getInt("sequence"))
                .containsExactlyInAnyOrder(2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void storesContentOnceForDirectoriesThatPushItAtOnce() {
        long before = traces.rows().get("contents");

        List<Response> answers = pushAtOnce(i -> push(freshName("shared"), files("1.sql", "SELECT 'shared at once';")));

        assertThat(answers).extracting(Response::statusCode).containsOnly(201);
        assertThat(traces.rows().get("contents")).isEqualTo(before + 1);
    }

    @Test
    @DisplayName("P3 a replica that freezes within a push is cut off, and the next push gets its turn")
    void takesAPushAlthoughAnotherReplicaIsFrozen() throws SQLException {
        String name = freshName("frozen");
        push(name, files("1.sql", "SELECT 1;")).then().statusCode(201);
        try (Connection frozen = database.getConnection();
                PreparedStatement lock =
                        frozen.prepareStatement("SELECT 1 FROM directories WHERE name = ? FOR UPDATE")) {
            frozen.setAutoCommit(false);
            lock.setString(1, name);
            lock.execute();

            push(name, files("1.sql", "SELECT 1;", "2.sql", "SELECT 2;")).then().statusCode(201);
        }
    }

    private static List<Response> pushAtOnce(Function<Integer, Response> push) {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<CompletableFuture<Response>> pushes = IntStream.rangeClosed(1, AT_ONCE)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> push.apply(i), threads))
                    .toList();
            return pushes.stream().map(CompletableFuture::join).toList();
        } finally {
            threads.shutdown();
        }
    }
}
