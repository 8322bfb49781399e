package io.drover.engine.report;

import io.drover.engine.report.ApplyReport.Check;
import io.drover.engine.report.ApplyReport.File;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The report of an apply as users of Atlas know it, without colours, with a trailing line end. One thing it says that Atlas
 * does not: which files were rolled back with a failing one.
 */
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
            block(check.assertions(), check.errorMessage(), ended("ok", check.duration()), text);
            if (check.errorMessage() != null) {
                return;
            }
        }
        text.append("  -- migrating version ").append(file.version()).append('\n');
        String end = ended(file.rolledBack() ? "rolled back" : "ok", file.duration());
        block(file.statements(), file.errorMessage(), end, text);
    }

    private static String ended(String how, Duration duration) {
        return "  -- " + how + " (" + GoDuration.format(duration) + ")\n\n";
    }

    private static void block(List<String> statements, String error, String end, StringBuilder text) {
        for (String statement : statements) {
            text.append("    -> ").append(indented(statement)).append('\n');
        }
        if (error == null) {
            text.append(end);
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
        long undone = files.stream().filter(File::rolledBack).count();
        line(files.size() - failed - undone, undone, failed, "migration", text);
        checksLine(files, text);
        line(statements - failedStatements, 0, failedStatements, "sql statement", text);
    }

    private static void line(long ok, long undone, long failed, String noun, StringBuilder text) {
        List<String> parts = new ArrayList<>();
        part(ok, undone + failed > 0 ? " ok" : "", noun, parts);
        part(undone, " rolled back", noun, parts);
        part(failed, " with errors", noun, parts);
        if (!parts.isEmpty()) {
            text.append("  -- ").append(String.join(", ", parts)).append('\n');
        }
    }

    /** Only the first one says of what. */
    private static void part(long count, String how, String noun, List<String> parts) {
        if (count > 0) {
            parts.add((parts.isEmpty() ? counted(count, noun) : String.valueOf(count)) + how);
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
