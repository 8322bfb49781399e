package io.drover.engine.apply;

import io.drover.engine.report.SetReport;

/**
 * What became of a {@link MigrationEngine#set}.
 *
 * @param report what was changed; null when the target was left as it is because of a problem
 * @param problem why nothing was changed; null when all went well
 */
public record SetOutcome(SetReport report, Problem problem) {}
