package io.drover.orchestrator.target;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import io.drover.orchestrator.OrchestratorTest;
import io.drover.orchestrator.Traces;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@OrchestratorTest
class TargetBulkTest {
    @Inject
    Traces traces;

    private static Response bulk(String type, String body) {
        return given().contentType(type)
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/targets/bulk");
    }

    @Test
    void registersTwentyThousandAndChangesNothingTheSecondTime() {
        String body = IntStream.range(0, 20_000)
                .mapToObj(i -> "{\"url\": \"postgres://bulk.example/bulk_%05d\", \"labels\": {\"n\": \"%d\"}}"
                        .formatted(i, i % 7))
                .collect(Collectors.joining("\n"));

        bulk("application/x-ndjson", body)
                .then()
                .statusCode(200)
                .body("total", equalTo(20_000))
                .body("created", equalTo(20_000));

        bulk("application/x-ndjson", body).then().statusCode(200).body("unchanged", equalTo(20_000));
        assertThat(traces.number("SELECT count(*) FROM target WHERE name LIKE 'bulk\\_%' AND lifecycle = 'ACTIVE'"))
                .isEqualTo(20_000);
        assertThat(traces.targetEvents().stream()
                        .map(TargetRegisteredNames::of)
                        .filter(name -> name.startsWith("bulk_"))
                        .distinct())
                .hasSize(20_000);
    }

    @Test
    void readsTables() {
        bulk("text/csv; charset=utf-8", """
                name,url,label.region,labels
                csv_a,postgres://csv.example/a,eu,tier=gold;beta=yes
                "csv, b","postgres://csv.example/b",,
                """).then().statusCode(200).body("created", equalTo(2));

        given().get("/api/v1/targets/csv_a")
                .then()
                .body("labels", equalTo(Map.of("region", "eu", "tier", "gold", "beta", "yes")));
        given().get("/api/v1/targets/csv, b").then().statusCode(200);
    }

    @Test
    void tellsAllFaultsWithTheirLinesAndRegistersNothing() {
        Map<String, Long> before = traces.rows();

        bulk("application/x-ndjson", """
                {"url": "postgres://fault.example/a"}
                {"url": "postgres://u:pw@fault.example/b"}
                {"uri": "postgres://fault.example/c"}
                {"url": "oracle://fault.example/d"}""")
                .then()
                .statusCode(422)
                .body("detail", containsString("3 faults"))
                .body("faults.pointer", hasItems("line 2, url", "line 3", "line 4, url"));

        assertThat(traces.rows()).isEqualTo(before);
    }

    @Test
    void refusesTheSameTargetTwiceAndNamesThatAreTaken() {
        Map<String, Long> before = traces.rows();

        bulk("application/json", """
                [{"url": "postgres://twin.example/a"}, {"url": "postgres://TWIN.example:5432/a"},
                 {"url": "postgres://twin.example/b", "name": "twin"}, {"url": "postgres://twin.example/c", "name": "twin"}]""").then().body("faults.pointer", hasItems("/1/url", "/3/name"));
        bulk("application/json", "[{\"url\": \"postgres://twin.example/a\"}")
                .then()
                .statusCode(400);
        bulk("text/csv", "name,colour\na,b\n").then().statusCode(422);

        assertThat(traces.rows()).isEqualTo(before);
    }

    @Test
    void refusesRowsThatAreTooLongAndTextBehindTheArray() {
        Map<String, Long> before = traces.rows();
        String url = "postgres://long.example/a";
        String filler = "x".repeat(1_200_000);

        bulk("application/x-ndjson", "{\"url\": \"" + url + "\"}\n{\"url\": \"" + filler + "\"}")
                .then()
                .statusCode(422)
                .body("faults.pointer", hasItems("line 2"));
        bulk("text/csv", "url,name\n" + url + ",a\n\"" + filler + "\",b\n")
                .then()
                .statusCode(422)
                .body("faults.pointer", hasItems("line 3"));
        bulk("application/json", "[{\"url\": \"" + url + "\"}, {\"url\": \"" + filler + "\"}]")
                .then()
                .statusCode(422)
                .body("faults.pointer", hasItems("/1"));
        bulk("application/json", "[{\"url\": \"" + url + "\"}] [").then().statusCode(400);

        assertThat(traces.rows()).isEqualTo(before);
    }
}
