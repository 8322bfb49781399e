package io.drover.registry.directory;

import static io.drover.registry.Pushes.files;
import static io.drover.registry.Pushes.freshName;
import static io.drover.registry.Pushes.push;
import static io.drover.registry.Pushes.with;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.drover.contracts.DirectoryPushed;
import io.drover.contracts.DirectoryPushed.Tag;
import io.drover.kit.event.EventCodec;
import io.drover.registry.RegistryTest;
import io.drover.registry.Traces;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@RegistryTest
class RepublishingTest {
    private static final int MANY = 10_000;

    @Inject
    Traces traces;

    @Inject
    AgroalDataSource database;

    @Test
    @DisplayName("P16 every version is told again, in order, under the number it was told under first")
    void tellsOfEveryVersionAgain() {
        String name = freshName("again");
        push(name, with(files("1.sql", "SELECT 1;"), "tags", List.of("prod")))
                .then()
                .statusCode(201);
        push(name, files("1.sql", "SELECT 1;", "2.sql", "SELECT 2;")).then().statusCode(201);
        push(name, with(files("1.sql", "SELECT 1;", "2.sql", "SELECT 2;"), "tags", List.of("prod")))
                .then()
                .statusCode(200);
        List<DirectoryPushed> first = events(name);

        republish().then().statusCode(202);

        List<DirectoryPushed> all = events(name);
        List<DirectoryPushed> again = all.subList(first.size(), all.size());
        assertThat(again).extracting(DirectoryPushed::sequence).containsExactly(1, 2);
        assertThat(again).extracting(DirectoryPushed::aggregateSequence).containsExactly(1L, 3L);
        assertThat(again.get(0).files()).isEqualTo(first.get(0).files());
        assertThat(again.get(0).pushedAt()).isEqualTo(first.get(0).pushedAt());
        assertThat(again.get(1)).isEqualTo(first.get(2));
        assertThat(again.get(1).tags()).containsExactly(new Tag("prod", 2));
    }

    @Test
    void countsWhatItTellsOfAndMayBeRepeated() {
        push(freshName("count"), files("1.sql", "SELECT 1;")).then().statusCode(201);
        long directories = traces.number("SELECT count(*) FROM directories");
        long versions = traces.number("SELECT count(*) FROM versions");
        long before = traces.records();
        republish();

        Response answer = republish();

        assertThat(answer.jsonPath().getLong("directories")).isEqualTo(directories);
        assertThat(answer.jsonPath().getLong("versions")).isEqualTo(versions);
        assertThat(traces.records()).isEqualTo(before + 2 * versions);
        assertThat(traces.rows().get("versions")).isEqualTo(versions);
    }

    @Test
    @DisplayName("P16 ten thousand versions of a time when numbers were not kept are told of with numbers that rise")
    void tellsOfManyOldVersions() throws SQLException {
        String name = freshName("many");
        push(name, files("1.sql", "SELECT 1;")).then().statusCode(201);
        addOldVersions(name);

        republish().then().statusCode(202);

        List<DirectoryPushed> again = events(name);
        assertThat(again.subList(1, again.size()))
                .extracting(DirectoryPushed::sequence)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, MANY).boxed().toList());
        assertThat(again.subList(1, again.size()))
                .extracting(DirectoryPushed::aggregateSequence)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, MANY).boxed().toList());
    }

    /** Versions as the tables held them before they knew the numbers of their events. */
    private void addOldVersions(String name) throws SQLException {
        try (Connection connection = database.getConnection()) {
            for (String sql : List.of(
                    """
                    INSERT INTO versions (directory_id, sequence, digest, h1, file_count, last_migration, pushed_at, pushed_by)
                    SELECT v.directory_id, n, v.digest, v.h1, v.file_count, v.last_migration, v.pushed_at, v.pushed_by
                    FROM versions v JOIN directories d ON d.id = v.directory_id, generate_series(2, %d) AS n
                    WHERE d.name = ?""".formatted(MANY),
                    "UPDATE directories SET latest = %d, event_sequence = %d WHERE name = ?".formatted(MANY, MANY))) {
                try (PreparedStatement statement = connection.prepareStatement(sql)) {
                    statement.setString(1, name);
                    statement.executeUpdate();
                }
            }
        }
    }

    private static Response republish() {
        return given().contentType("application/json").post("/api/v1/directories/republish");
    }

    private List<DirectoryPushed> events(String name) {
        return traces.events(name).stream()
                .map(record -> (DirectoryPushed) EventCodec.read(record))
                .toList();
    }
}
