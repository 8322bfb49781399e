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
        for (int i = 0; i < files.size(); i++) {
            FileResult file = files.get(i);
            boolean spoilt = !file.ok() && problem != null;
            boolean failing = spoilt && i == files.size() - 1;
            String error = failing ? problem.message() : null;
            shown.add(new ApplyReport.File(
                    file.version(),
                    file.duration(),
                    file.statements().stream().map(StatementResult::text).toList(),
                    error,
                    spoilt && !failing,
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
