package io.drover.e2e.house;

import io.drover.testing.ArchitectureRules;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of the code in the modules that are built before test-support, or that it knows nothing of. */
class ArchitectureTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.drover.contracts",
                "io.drover.engine",
                "io.drover.embedded",
                "io.drover.testing",
                "io.drover.cli",
                "io.drover.all"
            })
    void keepsTheRules(String module) {
        ArchitectureRules.check(module);
    }
}
