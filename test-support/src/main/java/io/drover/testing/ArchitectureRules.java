package io.drover.testing;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The rules of the code that a machine can keep. One short test per module:
 *
 * <pre>{@code
 * class ArchitectureTest {
 *     @Test
 *     void keepsTheRules() {
 *         ArchitectureRules.check("io.drover.registry");
 *     }
 * }
 * }</pre>
 */
public final class ArchitectureRules {
    private static final String KIT = "io.drover.kit..";
    private static final String CONTRACTS = "io.drover.contracts..";
    private static final String ENGINE = "io.drover.engine..";
    private static final String EMBEDDED = "io.drover.embedded..";

    /** What a module may use of the other modules; the picture is in ARCHITECTURE.md. */
    private static final Map<String, List<String>> MAY_DEPEND_ON = Map.ofEntries(
            Map.entry("io.drover.contracts", List.of()),
            Map.entry("io.drover.engine", List.of()),
            Map.entry("io.drover.kit", List.of(CONTRACTS)),
            Map.entry(
                    "io.drover.registry",
                    // format rewrites what is pushed; it touches no database, as directory and split do not
                    List.of(
                            KIT,
                            CONTRACTS,
                            "io.drover.engine.directory..",
                            "io.drover.engine.format..",
                            "io.drover.engine.split..")),
            Map.entry("io.drover.orchestrator", List.of(KIT, CONTRACTS)),
            Map.entry("io.drover.agent", List.of(KIT, CONTRACTS, ENGINE)),
            Map.entry("io.drover.status", List.of(KIT, CONTRACTS, "io.drover.engine.report..")),
            Map.entry("io.drover.cli", List.of(ENGINE)),
            Map.entry("io.drover.embedded", List.of()),
            Map.entry("io.drover.all", List.of("io.drover.cli..", ENGINE, EMBEDDED)),
            Map.entry("io.drover.testing", List.of(EMBEDDED)));

    /** Modules that anybody can use alone: the JDK and, for contracts, the annotations of Jackson. */
    private static final List<String> BARE = List.of("io.drover.contracts", "io.drover.engine");

    private static final String DECISIONS = ".*(Rules|Plan|Transitions|Digest|Budget|Merge|Identity|Selector)";
    private static final String[] FRAMEWORKS = {
        "jakarta..",
        "io.quarkus..",
        "io.smallrye..",
        "io.vertx..",
        "org.apache.kafka..",
        "org.hibernate..",
        "java.sql.."
    };

    private ArchitectureRules() {}

    /**
     * Checks all rules that apply to the module with this base package, on its production classes.
     *
     * @throws AssertionError with every violation and what to do about it
     */
    public static void check(String basePackage) {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(basePackage);
        if (classes.isEmpty()) {
            throw new AssertionError("no classes in " + basePackage);
        }
        if (!MAY_DEPEND_ON.containsKey(basePackage)) {
            throw new AssertionError(basePackage + " is no module that the dependency rule knows");
        }
        List<ArchRule> rules = new ArrayList<>();
        rules.add(noCyclesBetweenFeatures(basePackage));
        rules.add(usesOnly(basePackage, MAY_DEPEND_ON.get(basePackage)));
        rules.add(decisionsKnowNoFramework(basePackage));
        if (BARE.contains(basePackage)) {
            rules.add(needsNoFramework(basePackage));
        }
        rules.forEach(rule -> rule.allowEmptyShould(true).check(classes));
    }

    static ArchRule noCyclesBetweenFeatures(String basePackage) {
        return slices().matching(basePackage + ".(*)..")
                .should()
                .beFreeOfCycles()
                .because("one folder tells one story: move what both need to the one that owns it, or to a third");
    }

    static ArchRule usesOnly(String basePackage, List<String> allowed) {
        List<String> own = new ArrayList<>(allowed);
        own.add(basePackage + "..");
        return noClasses()
                .that()
                .resideInAPackage(basePackage + "..")
                .should()
                .dependOnClassesThat(
                        resideInAPackage("io.drover..").and(not(resideInAnyPackage(own.toArray(String[]::new)))))
                .because(basePackage + " may use " + (allowed.isEmpty() ? "no other module" : "only " + allowed)
                        + " (ARCHITECTURE.md): parts meet in contracts or over HTTP");
    }

    static ArchRule decisionsKnowNoFramework(String basePackage) {
        return noClasses()
                .that()
                .resideInAPackage(basePackage + "..")
                .and()
                .haveNameMatching(DECISIONS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(FRAMEWORKS)
                .because("a decision is tested in microseconds: hand it values and let a Resource, Store or Consumer"
                        + " do the talking");
    }

    static ArchRule needsNoFramework(String basePackage) {
        return noClasses()
                .that()
                .resideInAPackage(basePackage + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.quarkus..",
                        "jakarta..",
                        "io.smallrye..",
                        "io.vertx..",
                        "org.apache.kafka..",
                        "org.slf4j..",
                        "org.jboss.logging..",
                        "java.util.logging..")
                .because("it is used alone by strangers: return and report instead of logging, and let a service"
                        + " bring the framework");
    }
}
