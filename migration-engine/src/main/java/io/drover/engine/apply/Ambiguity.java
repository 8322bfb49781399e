package io.drover.engine.apply;

import io.drover.engine.directory.Migration;
import io.drover.engine.directory.MigrationDirectory;
import io.drover.engine.split.Statement;
import io.drover.engine.target.TargetUrl;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Predicate;

/**
 * A revision whose executor died in a statement, and how people settle it. The row is read and written in one transaction
 * under the target's lock: a second resolution finds nothing ambiguous any more.
 */
final class Ambiguity {

    private final TargetUrl target;
    private final MigrationDirectory directory;
    private final String version;
    private final Resolution resolution;
    private final Predicate<Revision> meant;

    /** @param meant false for an ambiguous row that is not the one that was looked at */
    Ambiguity(
            TargetUrl target,
            MigrationDirectory directory,
            String version,
            Resolution resolution,
            Predicate<Revision> meant) {
        this.target = target;
        this.directory = directory;
        this.version = version;
        this.resolution = resolution;
        this.meant = meant;
    }

    ResolveOutcome settle(Session session) {
        try {
            session.begin();
            try {
                Revision before = find(session);
                Revision after = settled(before, session);
                session.revisions().update(after);
                session.commit();
                return new ResolveOutcome.Resolved(before, after);
            } finally {
                session.rollback();
            }
        } catch (Refusal e) {
            return new ResolveOutcome.Refused(e.problem());
        } catch (SQLException e) {
            return new ResolveOutcome.Refused(Sessions.problem(target, session.error(e), true));
        }
    }

    private Revision find(Session session) throws SQLException, Refusal {
        List<Revision> revisions = session.history();
        Revision revision = revisions.stream()
                .filter(row -> row.version().equals(version))
                .findFirst()
                .orElseThrow(() -> notAmbiguous("has no revision: none of its statements was begun"));
        if (revision.isAmbiguous() && !meant.test(revision)) {
            throw notAmbiguous("is ambiguous at another statement, or again: look at statement "
                    + (revision.applied() + 1) + " and resolve that");
        }
        if (revision.isAmbiguous()) {
            return revision;
        }
        if (!revision.isPartial()) {
            throw notAmbiguous("is wholly applied");
        }
        throw notAmbiguous("has " + revision.applied() + " of " + revision.total() + " statements applied"
                + (revision.error().isEmpty() ? "" : ", and the next one failed without effect")
                + ": the next apply goes on after them");
    }

    private Revision settled(Revision row, Session session) throws Refusal {
        Migration file = directory
                .find(version)
                .orElseThrow(() -> new Refusal(new Problem.MissingMigration(row.fileName(), version)));
        List<Statement> statements = FilePlans.split(file, session.splitRules());
        FilePlans.proveApplied(file, statements, row);
        if (resolution == Resolution.DID_NOT_RUN) {
            return row.with(row.type(), row.applied(), row.total(), row.hash(), row.partialHashes());
        }
        int applied = row.applied() + 1;
        if (statements.size() < applied || !statements.get(applied - 1).text().equals(row.errorStatement())) {
            throw new Refusal(new Problem.HistoryChanged(file.fileName(), version, applied));
        }
        boolean whole = applied == statements.size();
        List<String> hashes = whole ? List.of() : PartialHashes.of(statements).subList(0, applied);
        int type = whole ? row.type() | Revision.SET_BY_HAND : row.type();
        return row.with(type, applied, statements.size(), file.entryHash(), hashes);
    }

    private Refusal notAmbiguous(String state) {
        return new Refusal(new Problem.NotAmbiguous(version, target.redacted(), state));
    }
}
