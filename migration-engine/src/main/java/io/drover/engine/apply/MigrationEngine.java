package io.drover.engine.apply;

import io.drover.engine.directory.MigrationDirectory;
import io.drover.engine.target.TargetUrl;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Brings one target to a version.
 *
 * <p>Thread-safe and stateless: one engine serves any number of targets at once. Each call opens one connection, holds
 * one lock and closes both before it returns. It logs nothing; what happens is told by events and by the outcome.
 *
 * <p>A kill at any instruction loses nothing and repeats nothing: a file and its revision row are one transaction, locks
 * belong to the connection and the process, and the next call goes on from what the revisions table says. Only a file
 * with {@code txmode none}, or one that MySQL could not take back as a whole, can be caught between a statement and its row: the next call then answers
 * {@link Problem.Ambiguous} and leaves it to people whether the statement ran.
 */
public final class MigrationEngine {

    private final String version;

    /** @param version of Drover, stored with each revision */
    public MigrationEngine(String version) {
        this.version = Objects.requireNonNull(version, "version");
    }

    /**
     * Applies what is pending.
     *
     * @param events told on the calling thread; an exception of it ends the apply and rolls the current file back
     */
    public ApplyOutcome apply(
            TargetUrl target, MigrationDirectory directory, ApplyOptions options, Consumer<EngineEvent> events) {
        Optional<Problem> refused = Situation.preflight(directory, options);
        if (refused.isPresent()) {
            return new ApplyOutcome.Refused(null, null, refused.get(), List.of(), null);
        }
        try (Session session = Sessions.forApply(target, options)) {
            return new ApplyRun(target, directory, options, operator(options), events).on(session);
        } catch (Refusal e) {
            return new ApplyOutcome.Refused(null, null, e.problem(), List.of(), null);
        }
    }

    /** What an apply would do now. Only reads: makes no file, takes no lock, writes no row. */
    public Plan plan(TargetUrl target, MigrationDirectory directory, ApplyOptions options) {
        Optional<Problem> refused = Situation.preflight(directory, options);
        if (refused.isPresent()) {
            return refusedPlan(null, refused.get());
        }
        try (Session session = Sessions.forReading(target, options)) {
            return plan(target, directory, options, session);
        } catch (Refusal e) {
            return refusedPlan(null, e.problem());
        }
    }

    /**
     * The revisions of a target. Only reads.
     *
     * @param revisionsSchemaOrNull where the revisions table is; null: where the URL points
     */
    public TargetState inspect(TargetUrl target, String revisionsSchemaOrNull) {
        ApplyOptions options = ApplyOptions.defaults()
                .withRevisionsSchema(revisionsSchemaOrNull)
                .withMayCreateFile(false);
        try (Session session = Sessions.forReading(target, options)) {
            return inspect(target, session);
        } catch (Refusal e) {
            return new TargetState(false, List.of(), e.problem());
        }
    }

    /**
     * Asks a target what became of a run whose executor is not heard of any more: whether it is still at it, and what its
     * revisions tell of it. Changes nothing, but ends a session of the run that {@link ApplyOptions#orphans()} gives up.
     *
     * @param options those of the run; without {@link ApplyOptions#runId()} any execution of ours counts as one at it
     */
    public RunInspection inspect(TargetUrl target, MigrationDirectory directory, ApplyOptions options) {
        return new Inspection(target, directory, options).ask();
    }

    private static TargetState inspect(TargetUrl target, Session session) {
        try {
            return session.hasRevisions()
                    ? new TargetState(true, session.revisions().read(), null)
                    : new TargetState(false, List.of(), null);
        } catch (SQLException e) {
            return new TargetState(false, List.of(), Sessions.problem(target, session.error(e), false));
        }
    }

    private static Plan plan(TargetUrl target, MigrationDirectory directory, ApplyOptions options, Session session) {
        TargetState state = inspect(target, session);
        if (state.problem() != null) {
            return refusedPlan(null, state.problem());
        }
        try {
            String dirt = state.revisions().isEmpty() ? session.dirt() : null;
            Situation situation = Situation.of(directory, state.revisions(), dirt, options, session.splitRules());
            return new Plan(
                    situation.from(),
                    situation.to(),
                    situation.files().stream().map(MigrationEngine::planned).toList(),
                    situation.pending().files().isEmpty(),
                    situation.pending().outOfOrder(),
                    null);
        } catch (Refusal e) {
            return refusedPlan(state.current(), e.problem());
        } catch (SQLException e) {
            return refusedPlan(state.current(), Sessions.problem(target, session.error(e), false));
        }
    }

    private static Plan refusedPlan(String from, Problem problem) {
        List<String> late = problem instanceof Problem.OutOfOrder order ? order.files() : List.of();
        return new Plan(from, null, List.of(), false, late, problem);
    }

    private static Plan.PlannedFile planned(FilePlan file) {
        return new Plan.PlannedFile(
                file.fileName(), file.version(), file.migration().description(), file.statements(), file.skipped());
    }

    private String operator(ApplyOptions options) {
        String run = options.runId() == null ? "" : " (run " + options.runId() + ")";
        return "Drover v" + version + run;
    }
}
