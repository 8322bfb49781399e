package io.drover.engine.apply;

import io.drover.engine.directory.MigrationDirectory;
import io.drover.engine.split.Statement;
import io.drover.engine.target.TargetUrl;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Brings one target to a version.
 *
 * <p>Thread-safe: one engine serves any number of targets at once and keeps nothing of them. What a file is cut into is
 * remembered for the next target, while memory lasts. Each call opens one connection, holds one lock and closes both before it
 * returns; a second connection is opened for moments only, to see who blocks the first. It logs nothing; what happens is told by
 * events and by the outcome.
 *
 * <p>A kill at any instruction loses nothing and repeats nothing: a file and its revision row are one transaction, locks
 * belong to the connection and the process, and the next call goes on from what the revisions table says. Only a file
 * with {@code txmode none}, or one that MySQL could not take back as a whole, can be caught between a statement and its row:
 * the next call then answers {@link Problem.Ambiguous} and leaves it to people whether the statement ran, who say so with
 * {@link #resolve}.
 */
public final class MigrationEngine {

    private final String version;
    private final UnaryOperator<Session> around;

    /** @param version of Drover, stored with each revision */
    public MigrationEngine(String version) {
        this(version, UnaryOperator.identity());
    }

    /** @param around what an apply sees of its session: here the steps of an execution can be told from outside */
    MigrationEngine(String version, UnaryOperator<Session> around) {
        this.version = Objects.requireNonNull(version, "version");
        this.around = around;
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
        try (Session session = around.apply(Sessions.forApply(target, options))) {
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
     * Makes the revisions of a target say that it is at a version, without executing anything: newer revisions are
     * deleted, missing ones of files up to it are written, a file of which only a part is applied counts as done from now
     * on. All in one transaction under the target's lock. Makes no database: a SQLite file must be there.
     *
     * @param versionOrNull null: the directory's newest; a target without revisions then is a problem, and an empty
     *     directory deletes all revisions
     * @param options of them the lock, the timeouts and where the revisions are
     */
    public SetOutcome set(TargetUrl target, MigrationDirectory directory, String versionOrNull, ApplyOptions options) {
        Optional<Problem> refused = Situation.preflight(directory, options);
        if (refused.isPresent()) {
            return new SetOutcome(null, refused.get());
        }
        try (Session session = Sessions.forApply(target, options.withMayCreateFile(false))) {
            return new SetRun(target, directory, versionOrNull, operator(options)).on(session);
        } catch (Refusal e) {
            return new SetOutcome(null, e.problem());
        }
    }

    /**
     * How a target stands to a directory, for people. Only reads; a SQLite file that is not there is a target that was
     * never migrated.
     *
     * @param options of them the order of execution and where the revisions are
     */
    public TargetStatus status(TargetUrl target, MigrationDirectory directory, ApplyOptions options) {
        Optional<Problem> refused = Situation.preflight(directory, options);
        if (refused.isPresent()) {
            return new TargetStatus(null, refused.get());
        }
        ApplyOptions dirty = options.withAllowDirty(true).withBaseline(null).withToMigration(null);
        try (Session session = Sessions.forReading(target, dirty.withMayCreateFile(true))) {
            return status(target, directory, dirty, session);
        } catch (Refusal e) {
            return new TargetStatus(null, e.problem());
        }
    }

    private static TargetStatus status(
            TargetUrl target, MigrationDirectory directory, ApplyOptions options, Session session) {
        try {
            return new TargetStatus(StatusReading.of(directory, options, session), null);
        } catch (Refusal e) {
            return new TargetStatus(null, e.problem());
        } catch (SQLException e) {
            return new TargetStatus(null, Sessions.problem(target, session.error(e), false));
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

    /**
     * Settles what {@link Problem.Ambiguous} asks: whether the statement that was under way when its executor died took
     * effect. Changes the revision's row under the target's lock and executes nothing; the next apply goes on from there.
     * Refused with {@link Problem.NotAmbiguous} when the version has no such statement, and with {@link
     * Problem.HistoryChanged} when the directory has other statements than those that were begun.
     *
     * @param version the version that is ambiguous
     * @param options those of the apply, of which the revisions schema, the timeouts and the application name count
     */
    public ResolveOutcome resolve(
            TargetUrl target,
            MigrationDirectory directory,
            String version,
            Resolution resolution,
            ApplyOptions options) {
        return resolve(target, directory, version, resolution, options, row -> true);
    }

    /**
     * The same for a certain row: what has become ambiguous since the caller looked is left to people.
     *
     * @param meant asked under the target's lock of the row as it is; false refuses with {@link Problem.NotAmbiguous}
     */
    public ResolveOutcome resolve(
            TargetUrl target,
            MigrationDirectory directory,
            String version,
            Resolution resolution,
            ApplyOptions options,
            Predicate<Revision> meant) {
        Optional<Problem> checksum = directory.verify().map(Problem.ChecksumFault::new);
        if (checksum.isPresent()) {
            return new ResolveOutcome.Refused(checksum.get());
        }
        try (Session session = Sessions.forApply(target, options.withMayCreateFile(false))) {
            return new Ambiguity(target, directory, version, resolution, meant).settle(session);
        } catch (Refusal e) {
            return new ResolveOutcome.Refused(e.problem());
        }
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
                file.fileName(),
                file.version(),
                file.migration().description(),
                file.statements(),
                file.skipped(),
                checks(file));
    }

    private static List<Plan.PlannedCheck> checks(FilePlan file) {
        return file.skipped() > 0
                ? List.of()
                : file.checks().stream()
                        .map(check -> new Plan.PlannedCheck(
                                check.name(),
                                check.statements().stream().map(Statement::text).toList()))
                        .toList();
    }

    private String operator(ApplyOptions options) {
        String run = options.runId() == null ? "" : " (run " + options.runId() + ")";
        return "Drover v" + version + run;
    }
}
