package io.drover.engine.apply;

import io.drover.engine.directory.Migration;
import io.drover.engine.directory.MigrationDirectory;
import io.drover.engine.report.StatusReport;
import io.drover.engine.split.SplitRules;
import java.sql.SQLException;
import java.util.List;

/** Holds the revisions of a target against a directory, for people: what cannot be applied as it is, is shown all the same. */
final class StatusReading {

    private final MigrationDirectory directory;
    private final List<Revision> revisions;
    private final ApplyOptions options;
    private final SplitRules rules;

    private StatusReading(
            MigrationDirectory directory, List<Revision> revisions, ApplyOptions options, SplitRules rules) {
        this.directory = directory;
        this.revisions = revisions;
        this.options = options;
        this.rules = rules;
    }

    static StatusReport of(MigrationDirectory directory, ApplyOptions options, Session session)
            throws SQLException, Refusal {
        List<Revision> revisions = session.history();
        return new StatusReading(directory, revisions, options, session.splitRules()).report();
    }

    private StatusReport report() throws Refusal {
        try {
            PendingFiles pending = PendingFiles.of(directory.migrations(), revisions, options, null);
            return report(pending.files(), List.of(), null);
        } catch (Refusal e) {
            if (e.problem() instanceof Problem.OutOfOrder late) {
                List<Migration> files = directory.migrations().stream()
                        .filter(file -> late.files().contains(file.fileName()))
                        .toList();
                ApplyOptions skipping = options.withExecOrder(ExecOrder.LINEAR_SKIP);
                PendingFiles pending = PendingFiles.of(directory.migrations(), revisions, skipping, null);
                return report(pending.files(), files, late.sentence());
            }
            throw e;
        }
    }

    private StatusReport report(List<Migration> pending, List<Migration> late, String error) {
        Migration next = pending.isEmpty() ? null : pending.get(0);
        Revision last = revisions.isEmpty() ? null : revisions.get(revisions.size() - 1);
        boolean partial = last != null && last.isUnfinished();
        return new StatusReport(
                files(revisions.isEmpty() ? pending : directory.migrations()),
                files(late),
                files(pending),
                revisions.stream().map(StatusReading::row).toList(),
                next == null ? null : next.version(),
                revisions.isEmpty() && next != null && PendingFiles.isCheckpoint(next),
                partial ? partial(last) : null,
                partial ? words(last) : error);
    }

    private StatusReport.Partial partial(Revision last) {
        int total = directory
                .find(last.version())
                .map(file -> statements(file, last.total()))
                .orElse(last.total());
        return new StatusReport.Partial(last.applied(), total, last.errorStatement());
    }

    private int statements(Migration file, int before) {
        try {
            return FilePlans.split(file, rules).size();
        } catch (Refusal e) {
            // An apply will say so; until then the count of the last attempt is the best there is.
            return before;
        }
    }

    private static String words(Revision last) {
        if (last.error().isEmpty()) {
            return null;
        }
        return last.isAmbiguous() ? Problem.Ambiguous.of(last).sentence() : last.error();
    }

    private static List<StatusReport.File> files(List<Migration> migrations) {
        return migrations.stream()
                .map(file -> new StatusReport.File(file.fileName(), file.version(), file.description()))
                .toList();
    }

    private static StatusReport.Row row(Revision revision) {
        return new StatusReport.Row(
                revision.version(),
                revision.description(),
                revision.typeText(),
                revision.applied(),
                revision.total(),
                revision.executedAt(),
                revision.executionTime(),
                revision.error(),
                revision.errorStatement(),
                revision.operatorVersion());
    }
}
