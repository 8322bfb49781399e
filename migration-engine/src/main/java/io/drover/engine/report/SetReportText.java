package io.drover.engine.report;

import io.drover.engine.report.SetReport.Change;
import java.util.ArrayList;
import java.util.List;

/** The report of a {@code set} as users of Atlas know it, without colours; empty when nothing was changed. */
public final class SetReportText {

    private SetReportText() {}

    /** Renders the block of one target: it begins with its headline and ends with an empty line. */
    public static String render(SetReport report) {
        List<Change> changes = report.changes();
        if (changes.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        if (report.current() == null) {
            text.append("All revisions deleted (").append(changes.size()).append(" in total):\n\n");
        } else {
            text.append("Current version is ").append(report.current());
            text.append(" (").append(summary(changes)).append("):\n\n");
        }
        for (Change change : changes) {
            text.append(change.removed() ? "  - " : "  + ").append(change.version());
            text.append(change.description().isEmpty() ? "" : " (" + change.description() + ")");
            text.append('\n');
        }
        return text.append('\n').toString();
    }

    private static String summary(List<Change> changes) {
        long removed = changes.stream().filter(Change::removed).count();
        long set = changes.size() - removed;
        List<String> parts = new ArrayList<>();
        if (set > 0) {
            parts.add(set + " set");
        }
        if (removed > 0) {
            parts.add(removed + " removed");
        }
        return String.join(", ", parts);
    }
}
