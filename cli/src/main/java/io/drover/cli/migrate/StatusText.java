package io.drover.cli.migrate;

import io.drover.engine.apply.Plan;
import io.drover.engine.apply.Revision;
import io.drover.engine.apply.TargetState;
import io.drover.engine.directory.Migration;
import io.drover.engine.directory.MigrationDirectory;
import java.util.List;

/** The status of one target as users of Atlas know it. */
final class StatusText {
    private StatusText() {}

    static String render(MigrationDirectory directory, TargetState state, Plan plan) {
        List<Revision> revisions = state.revisions();
        Revision last = revisions.isEmpty() ? null : revisions.get(revisions.size() - 1);
        boolean partial = last != null && last.isPartial();
        int late = plan.outOfOrder().size();
        int pending = pending(directory, last, plan);
        boolean atNewest = pending == 0;
        StringBuilder text = new StringBuilder("Migration Status: ")
                .append(atNewest ? "OK" : "PENDING")
                .append('\n');
        text.append("  -- Current Version: ").append(current(last, partial)).append('\n');
        text.append("  -- Next Version:    ")
                .append(next(directory, last, partial, plan, atNewest))
                .append('\n');
        text.append("  -- Executed Files:  ").append(revisions.size());
        text.append(partial ? " (last one partially)" : "").append('\n');
        text.append("  -- Pending Files:   ").append(pending);
        text.append(late > 0 ? " (" + late + " out of order)" : "").append('\n');
        if (partial && !last.error().isEmpty()) {
            text.append("\nLast migration attempt had errors:\n");
            text.append("  -- SQL:   ")
                    .append(last.errorStatement().replace("\n", "\n           "))
                    .append('\n');
            text.append("  -- ERROR: ").append(last.error()).append('\n');
        }
        if (late > 0 && plan.problem() != null) {
            text.append("\n  ERROR: ").append(plan.problem().sentence()).append('\n');
        }
        return text.toString();
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

    private static String current(Revision last, boolean partial) {
        if (last == null) {
            return "No migration applied yet";
        }
        return partial ? last.version() + " (" + last.applied() + " statements applied)" : last.version();
    }

    private static String next(
            MigrationDirectory directory, Revision last, boolean partial, Plan plan, boolean atNewest) {
        if (atNewest) {
            return "Already at latest version";
        }
        if (partial) {
            return last.version() + " (" + (last.total() - last.applied()) + " statements left)";
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
