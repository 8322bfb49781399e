package io.drover.engine.apply;

import io.drover.engine.apply.RunInspection.Finding;
import io.drover.engine.directory.MigrationDirectory;
import io.drover.engine.target.TargetUrl;
import java.sql.SQLException;
import java.util.List;

/**
 * Asks a target what became of a run. Nothing is written; while it reads it holds the target's lock if nobody else does,
 * so that no execution begins between the look for one and the answer. Only an orphan that the policy gives up is ended.
 */
final class Inspection {
    private final TargetUrl target;
    private final MigrationDirectory directory;
    private final ApplyOptions options;

    Inspection(TargetUrl target, MigrationDirectory directory, ApplyOptions options) {
        this.target = target;
        this.directory = directory;
        this.options = options;
    }

    RunInspection ask() {
        try (Session session = Sessions.forInspection(target, options.withApplicationName(applicationName()))) {
            return ask(session);
        } catch (Refusal e) {
            return RunInspection.unread(e.problem(), null);
        }
    }

    /** Not the name of an execution, so that nobody takes one who only looks for one who is at it. */
    private String applicationName() {
        return options.runId() == null ? "drover-inspect" : "drover-inspect:" + options.runId();
    }

    private RunInspection ask(Session session) {
        String identity = null;
        try {
            identity = session.identity();
            String holder = session.holder();
            if (isAtIt(holder)) {
                return RunInspection.stillRunning(holder, identity);
            }
            List<Revision> revisions = session.history();
            return held(revisions, session, identity);
        } catch (SQLException e) {
            return RunInspection.unread(Sessions.problem(target, session.error(e), false), identity);
        }
    }

    /** Without a run every execution counts: what is read in the middle of one is old before it is told. */
    private boolean isAtIt(String holder) {
        return options.runId() == null
                ? ApplicationName.parse(holder).isPresent()
                : ApplicationName.isOf(options.runId(), holder);
    }

    private RunInspection held(List<Revision> revisions, Session session, String identity) throws SQLException {
        Reconciled ours = Reconciled.of(revisions, directory, options, session.splitRules());
        String current =
                revisions.isEmpty() ? null : revisions.get(revisions.size() - 1).version();
        String from = ours.isEmpty() ? current : ours.from();
        Finding finding;
        boolean nothingPending = false;
        Problem problem = null;
        try {
            Situation.refuseUnusable(directory, options);
            String dirt = revisions.isEmpty() ? session.dirt() : null;
            Situation now = Situation.of(directory, revisions, dirt, options, session.splitRules());
            finding = now.nothingToDo() ? Finding.DONE : Finding.OPEN;
            nothingPending = now.nothingPending();
        } catch (Refusal e) {
            finding = Finding.OPEN;
            problem = e.problem();
        }
        return new RunInspection(finding, from, current, nothingPending, ours.files(), null, identity, problem);
    }
}
