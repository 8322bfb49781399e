package io.drover.cli.migrate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drover.engine.apply.Plan;
import io.drover.engine.apply.Revision;
import io.drover.engine.apply.TargetState;
import io.drover.engine.directory.Migration;
import io.drover.engine.directory.MigrationDirectory;
import java.util.List;

/**
 * The status of one target as users of Atlas know it.
 *
 * @param last the last revision, null before the first
 * @param next the version to come, null at the newest
 */
record StatusText(int executed, Revision last, String next, int pending, int late, String problem) {
    static StatusText of(MigrationDirectory directory, TargetState state, Plan plan) {
        List<Revision> revisions = state.revisions();
        Revision last = revisions.isEmpty() ? null : revisions.get(revisions.size() - 1);
        int pending = pending(directory, last, plan);
        return new StatusText(
                revisions.size(),
                last,
                pending == 0 ? null : next(directory, last, plan),
                pending,
                plan.outOfOrder().size(),
                plan.problem() == null ? null : plan.problem().sentence());
    }

    String render() {
        StringBuilder text =
                new StringBuilder("Migration Status: ").append(state()).append('\n');
        text.append("  -- Current Version: ").append(currentWords()).append('\n');
        text.append("  -- Next Version:    ").append(nextWords()).append('\n');
        text.append("  -- Executed Files:  ").append(executed);
        text.append(isPartial() ? " (last one partially)" : "").append('\n');
        text.append("  -- Pending Files:   ").append(pending);
        text.append(late > 0 ? " (" + late + " out of order)" : "").append('\n');
        if (isPartial() && !last.error().isEmpty()) {
            text.append("\nLast migration attempt had errors:\n");
            text.append("  -- SQL:   ")
                    .append(last.errorStatement().replace("\n", "\n           "))
                    .append('\n');
            text.append("  -- ERROR: ").append(last.error()).append('\n');
        }
        if (late > 0 && problem != null) {
            text.append("\n  ERROR: ").append(problem).append('\n');
        }
        return text.toString();
    }

    /** Adds what {@link #render} tells in words. */
    ObjectNode into(ObjectNode document) {
        document.put("state", state())
                .put("current", last == null ? null : last.version())
                .put("next", next)
                .put("executed", executed)
                .put("pending", pending);
        if (isPartial() && !last.error().isEmpty()) {
            document.put("error", last.error()).put("statement", last.errorStatement());
        } else if (problem != null) {
            document.put("error", problem);
        }
        return document;
    }

    private String state() {
        return pending == 0 ? "OK" : "PENDING";
    }

    private boolean isPartial() {
        return last != null && last.isPartial();
    }

    private String currentWords() {
        if (last == null) {
            return "No migration applied yet";
        }
        return isPartial() ? last.version() + " (" + last.applied() + " statements applied)" : last.version();
    }

    private String nextWords() {
        if (next == null) {
            return "Already at latest version";
        }
        return isPartial() ? next + " (" + (last.total() - last.applied()) + " statements left)" : next;
    }

    private static int pending(MigrationDirectory directory, Revision last, Plan plan) {
        if (plan.problem() == null) {
            return plan.files().size();
        }
        long later = directory.migrations().stream()
                .filter(migration -> last == null
                        || migration.version().compareTo(last.version()) > 0
                        || last.isPartial() && migration.version().equals(last.version()))
                .count();
        return (int) later + plan.outOfOrder().size();
    }

    private static String next(MigrationDirectory directory, Revision last, Plan plan) {
        if (last != null && last.isPartial()) {
            return last.version();
        }
        if (!plan.files().isEmpty()) {
            return plan.files().get(0).version();
        }
        return directory.migrations().stream()
                .map(Migration::version)
                .filter(version -> last == null || version.compareTo(last.version()) > 0)
                .findFirst()
                .orElse("UNKNOWN");
    }
}
