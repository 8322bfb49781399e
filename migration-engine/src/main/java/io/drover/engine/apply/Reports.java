package io.drover.engine.apply;

import io.drover.engine.report.ApplyReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Turns outcomes into reports. */
final class Reports {

    private Reports() {}

    static ApplyReport of(
            String from, String to, int planned, List<FileResult> files, Duration duration, Problem problem) {
        List<ApplyReport.File> shown = new ArrayList<>();
        for (FileResult file : files) {
            String error = file.ok() || problem == null ? null : problem.message();
            shown.add(new ApplyReport.File(
                    file.version(),
                    file.duration(),
                    file.statements().stream().map(StatementResult::text).toList(),
                    error,
                    file.checks().stream().map(Reports::check).toList()));
        }
        ApplyReport.Error error = problem == null
                ? null
                : new ApplyReport.Error(problem.statementText(), problem.message(), problem.sentence());
        return new ApplyReport(from, to, planned, shown, duration, error);
    }

    private static ApplyReport.Check check(CheckResult check) {
        return new ApplyReport.Check(
                check.duration(),
                check.assertions().stream().map(CheckResult.Assertion::text).toList(),
                (int) check.assertions().stream()
                        .filter(assertion -> !assertion.holds())
                        .count(),
                check.failure());
    }
}
