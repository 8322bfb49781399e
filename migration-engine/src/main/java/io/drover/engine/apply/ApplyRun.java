package io.drover.engine.apply;

import io.drover.engine.directory.Migration;
import io.drover.engine.directory.MigrationDirectory;
import io.drover.engine.target.TargetUrl;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** The story of one apply on an open, locked session. */
final class ApplyRun {

    private final TargetUrl target;
    private final MigrationDirectory directory;
    private final ApplyOptions options;
    private final String operator;
    private final Consumer<EngineEvent> events;
    private final long started = System.nanoTime();
    private String identity;

    ApplyRun(
            TargetUrl target,
            MigrationDirectory directory,
            ApplyOptions options,
            String operator,
            Consumer<EngineEvent> events) {
        this.target = target;
        this.directory = directory;
        this.options = options;
        this.operator = operator;
        this.events = events;
    }

    ApplyOutcome on(Session session) {
        String current = null;
        List<Revision> revisions = List.of();
        try {
            identity = session.identity();
            revisions = session.history();
            current = revisions.isEmpty()
                    ? null
                    : revisions.get(revisions.size() - 1).version();
            String dirt = revisions.isEmpty() ? session.dirt() : null;
            Situation situation = Situation.of(directory, revisions, dirt, options, session.splitRules());
            if (situation.nothingToDo()) {
                return upToDate(session, situation);
            }
            if (!situation.files().isEmpty()) {
                announce(situation);
            }
            LockRetries retries = new LockRetries(session, options.dbLockTries(), events);
            Problem unusable = retries.run(null, number -> tabled(session, situation));
            if (unusable != null) {
                return refused(session, revisions, current, unusable);
            }
            return situation.files().isEmpty() ? upToDate(session, situation) : execute(session, situation, retries);
        } catch (Refusal e) {
            return refused(session, revisions, current, e.problem());
        } catch (SQLException e) {
            return refused(session, revisions, current, Sessions.problem(target, session.error(e), false));
        }
    }

    private ApplyOutcome refused(Session session, List<Revision> revisions, String current, Problem problem) {
        return new ApplyOutcome.Refused(
                current, current, problem, earlier(session, revisions).files(), identity);
    }

    private Reconciled earlier(Session session, List<Revision> revisions) {
        return Reconciled.of(revisions, directory, options, session.splitRules());
    }

    private ApplyOutcome upToDate(Session session, Situation situation) {
        Reconciled earlier = earlier(session, situation.revisions());
        String current = situation.from();
        String from = earlier.files().isEmpty() ? current : earlier.from();
        return new ApplyOutcome.UpToDate(
                from, current, situation.pending().nothingLeftAfter(0), earlier.files(), identity);
    }

    /** The last moment at which the listener can stop it, and the first at which it is known what will run. */
    private void announce(Situation situation) {
        List<String> files = situation.files().stream().map(FilePlan::fileName).toList();
        events.accept(new EngineEvent.Planned(situation.from(), situation.to(), files));
    }

    /** Makes the revisions table ready. Each statement of it is on its own and harmless when it comes twice. */
    private LockRetries.Try tabled(Session session, Situation situation) {
        try {
            session.createRevisions();
            if (situation.pending().baseline() != null) {
                session.revisions().insert(baseline(situation.pending().baseline()));
            }
            return LockRetries.Try.WELL;
        } catch (SQLException e) {
            DatabaseError error = session.error(e);
            return new LockRetries.Try(Sessions.problem(target, error, false), error.passing());
        }
    }

    private ApplyOutcome execute(Session session, Situation situation, LockRetries retries) {
        Reconciled earlier = earlier(session, situation.revisions());
        List<FilePlan> files = situation.files();
        String from = situation.from();
        String to = situation.to();
        Execution execution = new Execution(session, target, operator, retries, events);
        Problem problem = execution.run(files, options.txMode());
        List<FileResult> results = execution.results();
        Duration duration = Duration.ofNanos(System.nanoTime() - started);
        if (problem == null) {
            boolean nothingPending = situation.pending().nothingLeftAfter(files.size());
            return new ApplyOutcome.Applied(
                    from, to, higher(from, to), results, nothingPending, earlier.without(results), duration, identity);
        }
        if (results.isEmpty()) {
            return new ApplyOutcome.Refused(from, from, problem, earlier.files(), identity);
        }
        String current = problem instanceof Problem.Unreachable ? null : current(from, results);
        return new ApplyOutcome.Failed(
                from, to, current, files.size(), results, problem, earlier.without(results), duration, identity);
    }

    /** The highest version that has a row now: whole files, and the failing one when its applied part stays. */
    private static String current(String from, List<FileResult> results) {
        String current = from;
        for (FileResult result : results) {
            if (result.ok() || result.applied() > 0) {
                current = higher(current, result.version());
            }
        }
        return current;
    }

    private static String higher(String one, String other) {
        return one != null && one.compareTo(other) > 0 ? one : other;
    }

    private Revision baseline(Migration migration) {
        return new Revision(
                migration.version(),
                migration.description(),
                Revision.BASELINE,
                0,
                0,
                Instant.now(),
                Duration.ZERO,
                "",
                "",
                migration.entryHash(),
                List.of(),
                operator);
    }
}
