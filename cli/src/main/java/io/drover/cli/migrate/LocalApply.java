package io.drover.cli.migrate;

import io.drover.cli.output.ExitCodes;
import io.drover.cli.output.Shell;
import io.drover.cli.output.Version;
import io.drover.cli.project.SecretReferences;
import io.drover.engine.apply.ApplyOptions;
import io.drover.engine.apply.MigrationEngine;
import io.drover.engine.apply.Plan;
import io.drover.engine.directory.MigrationDirectory;
import io.drover.engine.report.ApplyReport;
import io.drover.engine.report.ApplyReportText;
import io.drover.engine.split.Statement;
import io.drover.engine.target.TargetUrl;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Applies from this process, one target after the other. A target that fails does not stop the others. */
final class LocalApply {
    private final Shell shell;
    private final ApplyFlags flags;
    private final Integer amount;
    private final MigrationEngine engine = new MigrationEngine(Version.TEXT);

    LocalApply(Shell shell, ApplyFlags flags, Integer amount) {
        this.shell = shell;
        this.flags = flags;
        this.amount = amount;
    }

    int run(Path folder, List<TargetOptions.Chosen> targets) throws IOException {
        MigrationDirectory directory = FolderOption.verified(folder, shell);
        boolean failed = false;
        for (TargetOptions.Chosen chosen : targets) {
            TargetUrl target = TargetUrl.parse(SecretReferences.resolve(chosen.url(), shell));
            ApplyOptions options = flags.options(chosen.instance(), amount);
            ApplyReport report = flags.dryRun()
                    ? planned(engine.plan(target, directory, options))
                    : engine.apply(target, directory, options, event -> {}).report();
            shell.block(ApplyReportText.render(report));
            if (report.error() != null) {
                failed = true;
                shell.err().println("Error: " + report.error().text());
            }
        }
        return failed ? ExitCodes.FAILED : ExitCodes.DONE;
    }

    private static ApplyReport planned(Plan plan) {
        if (plan.problem() != null) {
            String words = plan.problem().message();
            return new ApplyReport(
                    plan.from(),
                    null,
                    0,
                    List.of(),
                    Duration.ZERO,
                    new ApplyReport.Error(null, words, plan.problem().sentence()));
        }
        List<ApplyReport.File> files = plan.files().stream()
                .map(file -> new ApplyReport.File(
                        file.version(),
                        Duration.ZERO,
                        file.statements().stream()
                                .skip(file.skipped())
                                .map(Statement::text)
                                .toList(),
                        null))
                .toList();
        return new ApplyReport(
                plan.from(), files.isEmpty() ? null : plan.to(), files.size(), files, Duration.ZERO, null);
    }
}
