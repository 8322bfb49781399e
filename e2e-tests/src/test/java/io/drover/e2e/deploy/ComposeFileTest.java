package io.drover.e2e.deploy;

import static io.drover.e2e.deploy.DeployFiles.ROUTES;
import static io.drover.e2e.deploy.DeployFiles.SERVICES;
import static io.drover.e2e.deploy.DeployFiles.documentedVariables;
import static io.drover.e2e.deploy.DeployFiles.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code docker-compose.yml}, the Dockerfiles and the gateway's routes, without a Docker engine. */
class ComposeFileTest {
    private static final Pattern VARIABLE = Pattern.compile("(?<!\\$)\\$\\{([A-Z_]+)(:[-?])?([^}]*)}");

    private final JsonNode compose = new ObjectMapper().valueToTree(DeployFiles.yaml("docker-compose.yml"));

    static Set<String> services() {
        return SERVICES.keySet();
    }

    @Test
    void isACorrectComposeFile() throws IOException {
        // Given the schema of the Compose Specification
        var schema = JsonSchemaFactory.getInstance(VersionFlag.V201909).getSchema(composeSpecification());

        // When
        var faults = schema.validate(compose);

        // Then
        assertThat(faults).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("services")
    void givesAServiceOnlyVariablesThatTheReferenceExplains(String service) {
        JsonNode environment = environment(service);

        var names = new HashSet<String>();
        environment.fieldNames().forEachRemaining(names::add);
        // what a secret reference in a target's URL may name is the operator's choice, not ours
        names.removeAll(
                List.of(environment.path("DROVER_SECRETS_ALLOW").asText("").split(",")));

        assertThat(documentedVariables()).containsAll(names);
    }

    @ParameterizedTest
    @MethodSource("services")
    void startsAServiceWhenWhatItNeedsIsHealthyAndWatchesIt(String service) {
        JsonNode definition = compose.at("/services/" + service);

        assertThat(definition.path("healthcheck").path("test").toString()).contains("/q/health/ready");
        assertThat(definition.path("depends_on"))
                .isNotEmpty()
                .allSatisfy(part -> assertThat(part.path("condition").asText()).isEqualTo("service_healthy"));
    }

    @Test
    void waitsOnlyForPartsThatHaveAHealthCheck() {
        var unwatched = new ArrayList<String>();

        compose.path("services")
                .forEach(service -> service.path("depends_on").fieldNames().forEachRemaining(part -> {
                    if (compose.at("/services/" + part + "/healthcheck").isMissingNode()) {
                        unwatched.add(part);
                    }
                }));

        assertThat(unwatched).isEmpty();
    }

    @Test
    void containsNoPassword() {
        var literal = new ArrayList<String>();

        compose.path("services")
                .forEach(service -> service.path("environment").properties().forEach(entry -> {
                    String value = entry.getValue().asText();
                    if (entry.getKey().contains("PASSWORD") && !value.matches("\\$\\{[A-Z_]+:(\\?.+|-)}")) {
                        literal.add(entry.getKey());
                    }
                }));

        assertThat(literal).isEmpty();
    }

    @Test
    void theExampleEnvironmentSetsEveryVariableThatHasNoDefault() {
        Map<String, String> example = text(".env.example")
                .lines()
                .filter(line -> line.matches("[A-Z_]+=.*"))
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));

        var needed = VARIABLE.matcher(text("docker-compose.yml"))
                .results()
                .filter(match -> !":-".equals(match.group(2)))
                .map(match -> match.group(1))
                .toList();

        assertThat(needed)
                .isNotEmpty()
                .allSatisfy(name -> assertThat(example.get(name)).as(name).isNotBlank());
    }

    @ParameterizedTest
    @MethodSource("services")
    void anImageRunsAnOrdinaryUserOnAnyBaseAndListensWhereTheComposeFileSays(String service) {
        String dockerfile = text(service + "/Dockerfile");

        assertThat(dockerfile)
                .contains("ARG BASE=")
                .contains("FROM ${BASE}")
                .containsPattern("(?m)^USER [1-9][0-9]*")
                .contains("EXPOSE " + SERVICES.get(service))
                .contains(service + "/target/quarkus-app/");
        assertThat(environment(service).path("QUARKUS_HTTP_PORT").asInt()).isEqualTo(SERVICES.get(service));
    }

    @Test
    void theGatewayRoutesEveryAddressToItsOwner() {
        var routes = DeployFiles.gatewayRoutes();

        assertThat(routes)
                .containsAllEntriesOf(ROUTES)
                .containsEntry("/api/v1/status", "status-service")
                .containsEntry("/api/v1/targets/bulk", "deployment-orchestrator")
                .hasSize(ROUTES.size() + 2);
    }

    private JsonNode environment(String service) {
        return compose.at("/services/" + service + "/environment");
    }

    private static JsonNode composeSpecification() throws IOException {
        try (var in = ComposeFileTest.class.getResourceAsStream("/compose-spec/compose-spec.json")) {
            JsonNode schema = new ObjectMapper().readTree(in);
            // comments of an older draft, which the validator takes for a keyword it does not know
            schema.findParents("id").stream()
                    .filter(node -> node.path("id").isTextual())
                    .forEach(node -> ((ObjectNode) node).remove("id"));
            return schema;
        }
    }
}
