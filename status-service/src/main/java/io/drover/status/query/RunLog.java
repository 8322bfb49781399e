package io.drover.status.query;

import io.drover.contracts.RunError;
import io.drover.contracts.RunState;
import io.drover.engine.report.ApplyReport;
import io.drover.engine.report.ApplyReportText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What the CLI prints for one target. */
final class RunLog {
    private static final String NO_TEXT = "-- the text is not available: the registry does not answer";

    private RunLog() {}

    /**
     * The block of a run that has ended, null for any other.
     *
     * @param migrationsInTotal files that were to be applied
     */
    static String of(DeploymentView.RunView run, List<DeploymentView.FileView> files, int migrationsInTotal) {
        if (!run.hasLog()) {
            return null;
        }
        if (run.state() == RunState.NO_ACTION || (run.state() == RunState.SUCCEEDED && files.isEmpty())) {
            return ApplyReportText.render(ApplyReport.nothingPending(run.from()));
        }
        List<ApplyReport.File> reported = new ArrayList<>();
        for (DeploymentView.FileView file : files) {
            reported.add(new ApplyReport.File(
                    file.version(),
                    file.duration(),
                    file.statements().stream().map(RunLog::text).toList(),
                    file.result() == DeploymentView.Result.FAILED ? run.error().message() : null,
                    file.result() == DeploymentView.Result.ROLLED_BACK,
                    List.of()));
        }
        return ApplyReportText.render(new ApplyReport(
                run.from(),
                run.to(),
                Math.max(migrationsInTotal, files.size()),
                reported,
                wallTime(run.startedAt(), run.finishedAt()),
                error(run.error())));
    }

    private static String text(DeploymentView.StatementView statement) {
        return statement.text() == null ? NO_TEXT : statement.text();
    }

    private static Duration wallTime(Instant from, Instant to) {
        return from == null || to == null ? Duration.ZERO : Duration.between(from, to);
    }

    private static ApplyReport.Error error(RunError error) {
        return error == null ? null : new ApplyReport.Error(error.statement(), error.message(), error.text());
    }
}
