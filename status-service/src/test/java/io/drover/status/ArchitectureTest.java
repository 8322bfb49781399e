package io.drover.status;

import io.drover.testing.ArchitectureRules;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void keepsTheRules() {
        Assertions.assertThatCode(() -> ArchitectureRules.check("io.drover.status"))
                .doesNotThrowAnyException();
    }
}
