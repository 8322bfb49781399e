package io.drover.testing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureRulesTest {
    private static final String SAMPLE = "io.drover.testing.sample";
    private static final JavaClasses CLASSES = new ClassFileImporter().importPackages(SAMPLE);

    @ParameterizedTest
    @MethodSource("brokenRules")
    void finds(ArchRule rule, String culprit) {
        assertThatThrownBy(() -> rule.check(CLASSES))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(culprit)
                .hasMessageContaining("because");
    }

    static Stream<Object[]> brokenRules() {
        return Stream.of(
                new Object[] {ArchitectureRules.noCyclesBetweenFeatures(SAMPLE), "Slice one"},
                new Object[] {
                    ArchitectureRules.usesOnly(SAMPLE + ".engine", List.of()), "io.drover.embedded.BackingServices"
                },
                new Object[] {ArchitectureRules.decisionsKnowNoFramework(SAMPLE), "java.sql.Connection"},
                new Object[] {ArchitectureRules.needsNoFramework(SAMPLE + ".engine"), "java.util.logging.Logger"});
    }

    @Test
    void holdForTheEmbeddedStackAndForThisModule() {
        ArchitectureRules.check("io.drover.embedded");
        ArchitectureRules.check("io.drover.testing");
    }

    @Test
    void doNotPassOnNothing() {
        assertThatThrownBy(() -> ArchitectureRules.check("io.drover.nowhere")).hasMessageContaining("no classes");
        assertThatThrownBy(() -> ArchitectureRules.check("org.assertj.core.annotations"))
                .hasMessageContaining("no module");
    }
}
