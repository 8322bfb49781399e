package io.drover.engine.report;

import io.drover.engine.report.StatusReport.Partial;

/** The status of one target as users of Atlas know it, without colours, with a trailing line end. */
public final class StatusReportText {

    /** What stands in place of the version of a target that has none. */
    public static final String NEVER_MIGRATED = "No migration applied yet";

    /** What stands in place of the version to come when there is none. */
    public static final String NEWEST = "Already at latest version";

    private StatusReportText() {}

    /** Renders the block of one target. */
    public static String render(StatusReport report) {
        Partial partial = report.partial();
        StringBuilder text = new StringBuilder("Migration Status: ").append(report.status());
        text.append("\n  -- Current Version: ").append(current(report));
        text.append(partial == null ? "" : " (" + partial.applied() + " statements applied)");
        text.append("\n  -- Next Version:    ").append(next(report));
        text.append(partial == null ? "" : " (" + (partial.total() - partial.applied()) + " statements left)");
        text.append("\n  -- Executed Files:  ").append(report.applied().size());
        text.append(partial == null ? "" : " (last one partially)");
        text.append("\n  -- Pending Files:   ")
                .append(report.pending().size() + report.outOfOrder().size());
        text.append(outOfOrder(report)).append('\n');
        if (partial != null && report.error() != null) {
            text.append("\nLast migration attempt had errors:\n");
            text.append("  -- SQL:   ").append(oneLine(partial.statement())).append('\n');
            text.append("  -- ERROR: ").append(oneLine(report.error())).append('\n');
        } else if (report.error() != null) {
            text.append("\n  ERROR: ").append(report.error()).append('\n');
        }
        return text.toString();
    }

    private static String current(StatusReport report) {
        return report.current() == null ? NEVER_MIGRATED : report.current();
    }

    private static String next(StatusReport report) {
        if (report.isUpToDate()) {
            return NEWEST;
        }
        String next = report.next() == null ? "UNKNOWN" : report.next();
        return report.fromCheckpoint() ? next + " (checkpoint)" : next;
    }

    private static String outOfOrder(StatusReport report) {
        if (report.outOfOrder().isEmpty()) {
            return "";
        }
        return report.pending().isEmpty()
                ? " (out of order)"
                : " (" + report.outOfOrder().size() + " out of order)";
    }

    private static String oneLine(String text) {
        return text.replace('\n', ' ');
    }
}
