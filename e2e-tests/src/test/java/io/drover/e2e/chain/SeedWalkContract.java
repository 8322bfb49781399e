package io.drover.e2e.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.e2e.fixture.Api;
import io.drover.e2e.fixture.CommandLine.Result;
import io.drover.e2e.fixture.Tenants;
import io.drover.e2e.fixture.Workspace;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The main flow from the first push to the repaired tenant, the same on every kind of database. */
interface SeedWalkContract {
    List<String> TENANTS = List.of("tenant_1", "tenant_2", "tenant_3", "tenant_4");
    String CREATE_USERS = "20240721101205_create_users.sql";
    String SEED_USERS = "20240721111345_seed_users.sql";

    Workspace workspace();

    Tenants tenants();

    Api api();

    /** The statement that fails on a tenant with a row 1. */
    String insertFirst();

    String insertSecond();

    /** What the database says then. */
    String violation();

    /** Name of the target in views. */
    String targetOf(String tenant);

    @Test
    default void movesFourTenantsFailsOnOneAndRepairsIt() {
        Workspace project = workspace();
        project.migration(CREATE_USERS, "CREATE TABLE users (id int NOT NULL PRIMARY KEY, name text NOT NULL);\n")
                .push();

        Result first = project.apply();
        assertThat(first.exitCode()).as(first.toString()).isZero();
        assertThat(count(first.out(), "Migrating to version 20240721101205 (1 migrations in total):"))
                .isEqualTo(4);
        assertThat(count(first.out(), "    -> CREATE TABLE users (id int NOT NULL PRIMARY KEY, name text NOT NULL);"))
                .isEqualTo(4);
        assertThat(first.lastLine()).matches("http://.*/deployments/sets/\\d+");
        assertThat(states()).isEqualTo("{SYNCED=4}");

        Result again = project.apply();
        assertThat(again.exitCode()).as(again.toString()).isZero();
        assertThat(count(again.out(), "No migration files to execute")).isEqualTo(4);

        project.migration(SEED_USERS, insertFirst() + "\n" + insertSecond() + "\n")
                .push();
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(states()).isEqualTo("{PENDING=4}"));

        tenants().execute("tenant_4", "INSERT INTO users (id, name) VALUES (1, 'was here before')");
        Result failing = project.apply();
        assertThat(failing.exitCode()).as(failing.toString()).isEqualTo(1);
        assertThat(failing.err().lines())
                .as(failing.toString())
                .contains("Error: sql/migrate: executing statement \""
                        + insertFirst().replace("\"", "\\\"") + "\" from version \"20240721111345\": " + violation());
        assertThat(failing.out())
                .contains("Migrating to version 20240721111345 from 20240721101205 (1 migrations in total):")
                .contains("  -- migrating version 20240721111345")
                .contains("    -> " + insertFirst())
                .contains("    -> " + insertSecond());
        assertThat(states()).isEqualTo("{ERROR=1, SYNCED=3}");
        JsonNode row = row("tenant_4");
        assertThat(row.path("error").path("message").asText()).isEqualTo(violation());
        assertThat(row.path("error").path("file").asText()).isEqualTo(SEED_USERS);
        assertThat(row.path("error").path("statement").asText()).contains(insertFirst());

        Result stillFailing = project.apply();
        assertThat(stillFailing.exitCode()).as(stillFailing.toString()).isEqualTo(1);
        assertThat(count(stillFailing.out(), "No migration files to execute")).isEqualTo(3);
        assertThat(count(stillFailing.err(), violation())).isEqualTo(1);

        tenants().execute("tenant_4", "DELETE FROM users WHERE name = 'was here before'");
        String deployment = stillFailing.lastLine().replaceAll(".*/", "");
        Result retried = project.drover().run("deployments", "retry", deployment);
        assertThat(retried.exitCode()).as(retried.toString()).isZero();
        assertThat(states()).isEqualTo("{SYNCED=4}");
        for (String tenant : TENANTS) {
            assertThat(tenants().query(tenant, "SELECT id, name FROM users ORDER BY id"))
                    .containsExactly("1|a8m", "2|rotemtam");
            assertThat(tenants().revisions(tenant))
                    .containsExactly("20240721101205|create_users|1|1", "20240721111345|seed_users|2|2");
        }
    }

    private static long count(String text, String part) {
        return text.lines().filter(line -> line.contains(part)).count();
    }

    private String states() {
        return api().all("/api/v1/status/databases?directory=" + workspace().directory()).stream()
                .collect(Collectors.groupingBy(row -> row.path("state").asText(), TreeMap::new, Collectors.counting()))
                .toString();
    }

    private JsonNode row(String tenant) {
        return api().all("/api/v1/status/databases?directory=" + workspace().directory()).stream()
                .filter(row -> row.path("target").asText().equals(targetOf(tenant)))
                .findFirst()
                .orElseThrow();
    }
}
