package io.drover.e2e.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drover.e2e.fixture.Api;
import io.drover.e2e.fixture.SqliteTenants;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A SaaS with many tenants that are SQLite files, labelled by region and tier, moved from version to version over HTTP. */
final class Shops {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> REGIONS = List.of("eu", "us", "ap");
    private static final List<String> TIERS = List.of("free", "silver", "gold");

    private final Api api;
    private final String directory;
    private final SqliteTenants files;
    private final List<String> names;
    private final Map<String, String> migrations = new LinkedHashMap<>();

    /** @param directory which tenants are called after; it must be no other's */
    Shops(Api api, String directory, Path folder, int count) {
        this.api = api;
        this.directory = directory;
        this.files = new SqliteTenants(folder);
        this.names = IntStream.rangeClosed(1, count)
                .mapToObj(number -> "%s_%05d".formatted(directory, number))
                .toList();
    }

    List<String> names() {
        return names;
    }

    /** How to change a tenant behind Drover's back. */
    SqliteTenants files() {
        return files;
    }

    /** Tells the orchestrator of all tenants. */
    Shops register() {
        String lines =
                IntStream.range(0, names.size()).mapToObj(this::line).collect(Collectors.joining("\n", "", "\n"));
        Api.Answer answer =
                api.post("/api/v1/targets/bulk", HttpRequest.BodyPublishers.ofString(lines), "application/x-ndjson");
        assertThat(answer.status()).as(answer.toString()).isBetween(200, 202);
        return this;
    }

    private String line(int index) {
        ObjectNode target = JSON.createObjectNode();
        target.put("name", names.get(index));
        target.put("url", "sqlite://" + files.folder().resolve(names.get(index) + ".db"));
        target.put("directory", directory);
        target.putObject("labels")
                .put("region", REGIONS.get(index % REGIONS.size()))
                .put("tier", TIERS.get(index / 7 % TIERS.size()))
                .put("product", directory);
        return target.toString();
    }

    /** Pushes one more migration with those before it. */
    Shops push(String file, String sql) {
        migrations.put(file, sql);
        ObjectNode body = JSON.createObjectNode();
        ArrayNode list = body.putArray("files");
        migrations.forEach((name, content) -> list.addObject().put("name", name).put("content", content));
        body.putObject("context")
                .put("repo", "acme/" + directory)
                .put("branch", "main")
                .put("commit", Integer.toHexString(file.hashCode()))
                .put("user", "ada");
        Api.Answer answer = api.post("/api/v1/directories/" + directory + "/versions", body.toString());
        assertThat(answer.status()).as(answer.toString()).isIn(200, 201);
        return this;
    }

    /** Deploys the latest version to all tenants and returns the deployment's number without waiting. */
    long deploy() {
        ObjectNode body = JSON.createObjectNode().put("directory", directory).put("env", "prod");
        body.putObject("targets").put("selector", "product=" + directory);
        Api.Answer answer = api.post("/api/v1/deployments", body.toString());
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        return answer.body().path("id").asLong();
    }
}
