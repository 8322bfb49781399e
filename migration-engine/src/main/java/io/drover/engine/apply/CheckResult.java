package io.drover.engine.apply;

import java.time.Duration;
import java.util.List;

/**
 * The checks of one section that were asked before a migration.
 *
 * @param name of the section, {@code checks.sql} or {@code checks/….sql}
 * @param assertions those that were asked, in order
 * @param failure why the migration was not executed, in one sentence; null when the section holds
 */
public record CheckResult(String name, List<Assertion> assertions, String failure, Duration duration) {

    public CheckResult {
        assertions = List.copyOf(assertions);
    }

    /** True when the section holds: all of its assertions, or with {@code atlas:assert oneof} at least one. */
    public boolean ok() {
        return failure == null;
    }

    /**
     * One question and whether it was answered with true.
     *
     * @param text what the database was asked
     */
    public record Assertion(String text, boolean holds) {}
}
