package io.drover.engine.apply;

import io.drover.engine.directory.Migration;
import io.drover.engine.directory.MigrationDirectory;
import io.drover.engine.report.SetReport;
import io.drover.engine.target.TargetUrl;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Makes the revisions of a target say that it is at a version. Nothing of any file is executed.
 *
 * <p>All rows are written in one transaction under the target's lock: a kill before the commit leaves the rows as they
 * were, one after it leaves them as they should be. A second call finds them so and changes nothing.
 */
final class SetRun {

    private final TargetUrl target;
    private final MigrationDirectory directory;
    private final String wanted;
    private final String operator;
    private final List<SetReport.Change> changes = new ArrayList<>();

    /** @param wantedOrNull null for the directory's newest version */
    SetRun(TargetUrl target, MigrationDirectory directory, String wantedOrNull, String operator) {
        this.target = target;
        this.directory = directory;
        this.wanted = wantedOrNull;
        this.operator = operator;
    }

    SetOutcome on(Session session) {
        try {
            List<Revision> before = session.history();
            String version = version(before);
            session.createRevisions();
            session.begin();
            write(before, version, session.revisions());
            session.commit();
        } catch (Refusal e) {
            return new SetOutcome(null, e.problem());
        } catch (SQLException e) {
            // Closing the session ends the transaction without effect.
            return new SetOutcome(null, Sessions.problem(target, session.error(e), false));
        }
        changes.sort(Comparator.comparing(SetReport.Change::version));
        return report(session);
    }

    private SetOutcome report(Session session) {
        try {
            List<Revision> after = session.revisions().read();
            String current =
                    after.isEmpty() ? null : after.get(after.size() - 1).version();
            return new SetOutcome(new SetReport(current, changes), null);
        } catch (SQLException e) {
            return new SetOutcome(null, Sessions.problem(target, session.error(e), false));
        }
    }

    /** The version to be at; empty, which sorts before all, when the directory has none: then no revision stays. */
    private String version(List<Revision> before) throws Refusal {
        if (wanted != null) {
            return directory
                    .find(wanted)
                    .orElseThrow(() -> new Refusal(
                            new Problem.UnknownVersion(wanted, "migration with version \"" + wanted + "\" not found")))
                    .version();
        }
        if (before.isEmpty()) {
            throw new Refusal(new Problem.UnsupportedOption(
                    null, "a target without revisions is set to a version only when the version is named"));
        }
        List<Migration> files = directory.migrations();
        return files.isEmpty() ? "" : files.get(files.size() - 1).version();
    }

    private void write(List<Revision> before, String version, Revisions revisions) throws SQLException {
        for (Revision revision : before) {
            if (revision.version().compareTo(version) > 0) {
                revisions.delete(revision.version());
                changes.add(new SetReport.Change(revision.version(), revision.description(), true));
            } else if (revision.isUnfinished()) {
                revisions.update(revision.setByHand());
                changes.add(new SetReport.Change(revision.version(), revision.description(), false));
            }
        }
        List<Revision> kept = before.stream()
                .filter(revision -> revision.version().compareTo(version) <= 0)
                .toList();
        for (Migration file : PendingFiles.without(directory.migrations(), kept)) {
            if (file.version().compareTo(version) <= 0) {
                revisions.insert(row(file));
                changes.add(new SetReport.Change(file.version(), file.description(), false));
            }
        }
    }

    private Revision row(Migration file) {
        return new Revision(
                file.version(),
                file.description(),
                Revision.SET_BY_HAND,
                0,
                0,
                Instant.now(),
                Duration.ZERO,
                "",
                "",
                file.entryHash(),
                List.of(),
                operator);
    }
}
