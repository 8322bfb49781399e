package io.drover.e2e.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The files of the checkout that deploy Drover, read as they stand. */
final class DeployFiles {

    /** The services, and the port each listens on. */
    static final Map<String, Integer> SERVICES = Map.of(
            "registry-service", 8081,
            "deployment-orchestrator", 8082,
            "status-service", 8083,
            "migration-agent", 8084);

    /** Who answers which address of the one origin, as the product promises it; {@code /} is everything else. */
    static final Map<String, String> ROUTES = Map.of(
            "/api/v1/directories", "registry-service",
            "/api/v1/contents", "registry-service",
            "/query", "registry-service",
            "/api/v1/deployments", "deployment-orchestrator",
            "/api/v1/targets", "deployment-orchestrator",
            "/api/v1/target-groups", "deployment-orchestrator",
            "/api/v1/agent-pools", "deployment-orchestrator",
            "/", "status-service");

    private static final Pattern DOCUMENTED = Pattern.compile("^\\| `([A-Z][A-Z0-9_]+)` \\|", Pattern.MULTILINE);
    private static final Pattern LOCATION =
            Pattern.compile("location (?:= )?(/\\S*) \\{[^}]*proxy_pass (\\$\\w+);", Pattern.MULTILINE);
    private static final Map<String, String> UPSTREAMS = Map.of(
            "$registry", "registry-service",
            "$orchestrator", "deployment-orchestrator",
            "$status_service", "status-service",
            "$agent", "migration-agent");

    private DeployFiles() {}

    static Path path(String name) {
        return Path.of(System.getProperty("drover.home")).resolve(name);
    }

    static String text(String name) {
        try {
            return Files.readString(path(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A YAML document as maps, lists and scalars, merge keys resolved. */
    static Map<String, Object> yaml(String name) {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(text(name));
    }

    /** Names in the first column of the tables of the configuration reference. */
    static Set<String> documentedVariables() {
        return DOCUMENTED
                .matcher(text("docs/reference/configuration.md"))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Address to service as the compose file's gateway routes them. */
    static Map<String, String> gatewayRoutes() {
        Map<String, String> routes = new TreeMap<>();
        LOCATION.matcher(text("docker/gateway/drover.conf.template"))
                .results()
                .forEach(match -> routes.put(match.group(1), UPSTREAMS.get(match.group(2))));
        return routes;
    }

    static List<Path> manifests() {
        try (var files = Files.list(path("k8s/base"))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> !file.endsWith("kustomization.yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
