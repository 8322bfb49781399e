package io.drover.engine.report;

import io.drover.engine.report.ApplyReport.Check;
import io.drover.engine.report.ApplyReport.File;
import java.time.Duration;
import java.util.List;

/** The report of an apply as users of Atlas know it, without colours, with a trailing line end. */
public final class ApplyReportText {

    private static final String RULE = "  -------------------------\n";

    private ApplyReportText() {}

    /**
     * Renders the block of one target. The sentence after {@code Error: } is not part of it: who prints the block prints
     * {@link ApplyReport.Error#text()} where errors go. A report without files but with an error is therefore empty.
     */
    public static String render(ApplyReport report) {
        if (report.to() == null) {
            return report.error() == null ? "No migration files to execute\n" : "";
        }
        StringBuilder text = new StringBuilder("Migrating to version ").append(report.to());
        if (report.from() != null && !report.from().isEmpty()) {
            text.append(" from ").append(report.from());
        }
        text.append(" (").append(report.migrationsInTotal()).append(" migrations in total):\n\n");
        for (File file : report.files()) {
            render(file, text);
        }
        text.append(RULE);
        text.append("  -- ").append(GoDuration.format(report.total())).append('\n');
        footer(report.files(), text);
        return text.toString();
    }

    private static void render(File file, StringBuilder text) {
        for (Check check : file.checks()) {
            text.append("  -- checks before migrating version ")
                    .append(file.version())
                    .append('\n');
            block(check.assertions(), check.errorMessage(), check.duration(), text);
            if (check.errorMessage() != null) {
                return;
            }
        }
        text.append("  -- migrating version ").append(file.version()).append('\n');
        block(file.statements(), file.errorMessage(), file.duration(), text);
    }

    private static void block(List<String> statements, String error, Duration duration, StringBuilder text) {
        for (String statement : statements) {
            text.append("    -> ").append(indented(statement)).append('\n');
        }
        if (error == null) {
            text.append("  -- ok (").append(GoDuration.format(duration)).append(")\n\n");
        } else {
            text.append("    ").append(indented(error)).append("\n\n");
        }
    }

    private static void footer(List<File> files, StringBuilder text) {
        long failed = files.stream().filter(file -> file.errorMessage() != null).count();
        long statements =
                files.stream().mapToLong(file -> file.statements().size()).sum();
        long failedStatements = files.stream()
                .filter(file ->
                        file.errorMessage() != null && !file.statements().isEmpty())
                .count();
        line(files.size() - failed, failed, "migration", text);
        checksLine(files, text);
        line(statements - failedStatements, failedStatements, "sql statement", text);
    }

    private static void line(long ok, long failed, String noun, StringBuilder text) {
        if (ok > 0 && failed > 0) {
            text.append("  -- ")
                    .append(counted(ok, noun))
                    .append(" ok, ")
                    .append(failed)
                    .append(" with errors\n");
        } else if (ok > 0) {
            text.append("  -- ").append(counted(ok, noun)).append('\n');
        } else if (failed > 0) {
            text.append("  -- ").append(counted(failed, noun)).append(" with errors\n");
        }
    }

    private static void checksLine(List<File> files, StringBuilder text) {
        List<Check> checks =
                files.stream().flatMap(file -> file.checks().stream()).toList();
        int failed = checks.stream()
                .filter(check -> check.errorMessage() != null)
                .mapToInt(Check::failures)
                .sum();
        int ok = checks.stream().mapToInt(check -> check.assertions().size()).sum() - failed;
        if (ok > 0 && failed > 0) {
            text.append("  -- ")
                    .append(counted(ok, "check"))
                    .append(" ok, ")
                    .append(counted(failed, "failure"))
                    .append('\n');
        } else if (ok > 0) {
            text.append("  -- ").append(counted(ok, "check")).append('\n');
        } else if (failed > 0) {
            text.append("  -- ").append(counted(failed, "check error")).append('\n');
        }
    }

    private static String counted(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    private static String indented(String text) {
        return text.replace("\n", "\n       ");
    }
}
