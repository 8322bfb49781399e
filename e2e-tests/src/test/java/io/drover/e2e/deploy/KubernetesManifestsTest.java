package io.drover.e2e.deploy;

import static io.drover.e2e.deploy.DeployFiles.ROUTES;
import static io.drover.e2e.deploy.DeployFiles.SERVICES;
import static io.drover.e2e.deploy.DeployFiles.documentedVariables;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The manifests under {@code k8s/}, read by the typed model of the Kubernetes client. */
class KubernetesManifestsTest {
    private final List<HasMetadata> base =
            DeployFiles.manifests().stream().flatMap(Manifests::read).toList();

    static Set<String> services() {
        return SERVICES.keySet();
    }

    @Test
    void everyFieldIsOneThatKubernetesKnows() {
        assertThat(base).hasSizeGreaterThan(10);
        assertThat(base.stream().flatMap(Manifests::unknownFields)).isEmpty();
    }

    @Test
    void theBaseListsEveryManifest() {
        var listed = DeployFiles.yaml("k8s/base/kustomization.yaml").get("resources");

        assertThat(listed)
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.list(String.class))
                .containsExactlyInAnyOrderElementsOf(DeployFiles.manifests().stream()
                        .map(file -> file.getFileName().toString())
                        .toList());
    }

    @Test
    void everySelectorMatchesTheLabelsOfItsPods() {
        assertThat(all(Deployment.class)).allSatisfy(deployment -> {
            var labels = deployment.getSpec().getTemplate().getMetadata().getLabels();
            assertThat(labels)
                    .containsAllEntriesOf(deployment.getSpec().getSelector().getMatchLabels());
            assertThat(deployment.getSpec().getTemplate().getSpec().getContainers())
                    .hasSize(1);
        });
        assertThat(all(Service.class)).allSatisfy(service -> {
            var selected = all(Deployment.class)
                    .filter(deployment -> deployment
                            .getSpec()
                            .getTemplate()
                            .getMetadata()
                            .getLabels()
                            .entrySet()
                            .containsAll(service.getSpec().getSelector().entrySet()))
                    .toList();
            assertThat(selected).hasSize(1);
            assertThat(container(selected.get(0)).getPorts())
                    .extracting(ContainerPort::getName)
                    .contains(
                            service.getSpec().getPorts().get(0).getTargetPort().getStrVal());
        });
    }

    @ParameterizedTest
    @MethodSource("services")
    void aServiceIsProbedLimitedAndWithoutPrivileges(String name) {
        var deployment = deployment(name);
        Container container = container(deployment);

        assertThat(container.getPorts().get(0).getContainerPort()).isEqualTo(SERVICES.get(name));
        assertThat(List.of(container.getStartupProbe(), container.getReadinessProbe()))
                .allSatisfy(probe -> assertThat(probe.getHttpGet().getPath()).isEqualTo("/q/health/ready"));
        assertThat(container.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/q/health/live");
        assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
        assertThat(container.getResources().getLimits()).containsKeys("memory");
        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(deployment
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getSecurityContext()
                        .getRunAsNonRoot())
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("services")
    void aServiceIsScrapedWhereItListens(String name) {
        var annotations = deployment(name).getSpec().getTemplate().getMetadata().getAnnotations();

        assertThat(annotations)
                .containsEntry("prometheus.io/scrape", "true")
                .containsEntry("prometheus.io/port", String.valueOf(SERVICES.get(name)))
                .containsEntry("prometheus.io/path", "/q/metrics");
    }

    @ParameterizedTest
    @MethodSource("services")
    void givesAServiceOnlyVariablesThatTheReferenceExplains(String name) {
        var allowed = variables(name)
                .filter(variable -> variable.getName().equals("DROVER_SECRETS_ALLOW"))
                .flatMap(variable -> Stream.of(variable.getValue().split(",")))
                .collect(Collectors.toSet());

        var given = Stream.concat(
                        variables(name).map(EnvVar::getName),
                        all(ConfigMap.class).flatMap(map -> map.getData().keySet().stream()))
                .filter(variable -> !allowed.contains(variable))
                .toList();

        assertThat(given).isNotEmpty();
        assertThat(documentedVariables()).containsAll(given);
    }

    @Test
    void everyPasswordComesFromASecretOfTheTemplate() {
        Map<String, Set<String>> template = Manifests.read(DeployFiles.path("k8s/secret-template.yaml"))
                .map(Secret.class::cast)
                .collect(Collectors.toMap(
                        secret -> secret.getMetadata().getName(),
                        secret -> secret.getStringData().keySet()));

        var passwords = SERVICES.keySet().stream()
                .flatMap(this::variables)
                .filter(variable -> variable.getName().contains("PASSWORD"))
                .toList();

        assertThat(passwords).hasSize(4).allSatisfy(variable -> {
            SecretKeySelector key = variable.getValueFrom().getSecretKeyRef();
            assertThat(template.get(key.getName())).contains(key.getKey());
        });
        assertThat(all(Secret.class)).isEmpty();
    }

    @Test
    void theRebuildIsTheServiceWithAnArgumentAndNotRunByTheClock() {
        CronJob rebuild = all(CronJob.class).findFirst().orElseThrow();
        Container service = container(deployment("status-service"));

        assertThat(rebuild.getSpec().getSuspend()).isTrue();
        PodSpec pod = rebuild.getSpec().getJobTemplate().getSpec().getTemplate().getSpec();
        assertThat(pod.getSecurityContext())
                .isEqualTo(deployment("status-service")
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getSecurityContext());
        Container container = pod.getContainers().get(0);
        assertThat(container.getArgs()).containsExactly("rebuild");
        assertThat(container.getImage()).isEqualTo(service.getImage());
        assertThat(container.getEnvFrom()).isEqualTo(service.getEnvFrom());
        assertThat(container.getSecurityContext()).isEqualTo(service.getSecurityContext());
        assertThat(container.getEnv())
                .isEqualTo(service.getEnv().stream()
                        .filter(variable -> !variable.getName().startsWith("QUARKUS_HTTP"))
                        .toList());
    }

    @Test
    void theIngressRoutesEveryAddressToItsOwner() {
        var paths = all(Ingress.class)
                .flatMap(ingress -> ingress.getSpec().getRules().stream())
                .flatMap(rule -> rule.getHttp().getPaths().stream())
                .collect(Collectors.toMap(
                        HTTPIngressPath::getPath,
                        path -> path.getBackend().getService().getName()));

        var expected = new TreeMap<>(ROUTES);
        expected.put("/health", "gateway");
        assertThat(paths).containsExactlyInAnyOrderEntriesOf(expected);
        assertThat(all(Service.class))
                .extracting(service -> service.getMetadata().getName())
                .containsAll(paths.values());
    }

    private <T extends HasMetadata> Stream<T> all(Class<T> kind) {
        return base.stream().filter(kind::isInstance).map(kind::cast);
    }

    private Deployment deployment(String name) {
        return all(Deployment.class)
                .filter(deployment -> deployment.getMetadata().getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Container container(Deployment deployment) {
        return Objects.requireNonNull(
                deployment.getSpec().getTemplate().getSpec().getContainers().get(0));
    }

    private Stream<EnvVar> variables(String name) {
        return container(deployment(name)).getEnv().stream();
    }
}
