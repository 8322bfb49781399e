package io.drover.e2e.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/reference} tells of everything that is in the built services, and of nothing that is not. */
class ReferenceTest {
    private static final Path HOME = Path.of(System.getProperty("drover.home"));

    @Test
    void everyProblemTypeIsExplainedWithItsStatus() throws Exception {
        // Given the enum as service-kit was built
        URL[] kit = {classes("service-kit").toUri().toURL()};
        Set<String> built = new TreeSet<>();
        try (var loader = new URLClassLoader(kit)) {
            Class<?> type = loader.loadClass("io.drover.kit.problem.ProblemType");
            for (Object constant : type.getEnumConstants()) {
                built.add(type.getMethod("word").invoke(constant) + " "
                        + type.getMethod("status").invoke(constant));
            }
        }

        // When
        Set<String> explained = Pattern.compile("^\\| `([a-z-]+)` \\| (\\d+) \\|", Pattern.MULTILINE)
                .matcher(Files.readString(HOME.resolve("docs/reference/problems.md")))
                .results()
                .map(match -> match.group(1) + " " + match.group(2))
                .collect(Collectors.toCollection(TreeSet::new));

        // Then
        assertThat(explained).isEqualTo(built);
    }

    @Test
    void everySettingIsExplained() throws IOException {
        // Given what the classes of the services ask the configuration for
        JavaClasses services = new ClassFileImporter()
                .importPaths(
                        classes("service-kit"),
                        classes("registry-service"),
                        classes("deployment-orchestrator"),
                        classes("migration-agent"),
                        classes("status-service"));
        Set<String> asked = Stream.concat(injected(services), mapped(services))
                .filter(name -> name.startsWith("drover."))
                .collect(Collectors.toCollection(TreeSet::new));

        // When
        Set<String> explained = Pattern.compile("`(drover\\.[a-z.-]+)`")
                .matcher(Files.readString(HOME.resolve("docs/reference/configuration.md")))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        // Then
        assertThat(explained).isEqualTo(asked);
    }

    private static Path classes(String module) {
        return HOME.resolve(module).resolve("target/classes");
    }

    private static Stream<String> injected(JavaClasses services) {
        return services.stream()
                .flatMap(type -> Stream.concat(
                        type.getFields().stream().flatMap(field -> field.getAnnotations().stream()),
                        type.getCodeUnits().stream()
                                .flatMap(unit -> unit.getParameterAnnotations().stream())
                                .flatMap(Set::stream)))
                .filter(annotation -> is(annotation, "ConfigProperty"))
                .map(annotation -> (String) annotation.get("name").orElseThrow());
    }

    private static Stream<String> mapped(JavaClasses services) {
        return services.stream()
                .flatMap(type -> type.getAnnotations().stream()
                        .filter(annotation -> is(annotation, "ConfigMapping"))
                        .map(annotation -> (String) annotation.get("prefix").orElseThrow())
                        .flatMap(prefix -> leaves(type, prefix)));
    }

    private static Stream<String> leaves(JavaClass group, String prefix) {
        return group.getMethods().stream().flatMap(method -> {
            String name = prefix + "." + kebab(method.getName());
            JavaClass returned = method.getRawReturnType();
            boolean isGroup = returned.isInterface() && returned.getName().startsWith("io.drover.");
            return isGroup ? leaves(returned, name) : Stream.of(name);
        });
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static boolean is(JavaAnnotation<?> annotation, String name) {
        return annotation.getRawType().getSimpleName().equals(name);
    }
}
