package io.drover.engine.apply;

import io.drover.engine.report.StatusReport;

/**
 * What a target says of itself, held against a directory.
 *
 * @param report null when there is a problem
 * @param problem why the target cannot be read or understood; null when it can
 */
public record TargetStatus(StatusReport report, Problem problem) {}
