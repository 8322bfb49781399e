package io.drover.agent.apply;

import io.drover.agent.apply.RunAnswer.Versions;
import io.drover.contracts.RunError;
import io.drover.contracts.RunEvent;
import io.drover.contracts.RunFinished;
import io.drover.contracts.RunFinished.AppliedFile;
import io.drover.contracts.RunFinished.StatementTiming;
import io.drover.contracts.RunInspected.Finding;
import io.drover.contracts.RunReturned;
import io.drover.contracts.RunState;
import io.drover.engine.apply.ApplicationName;
import io.drover.engine.apply.ApplyOutcome;
import io.drover.engine.apply.FileResult;
import io.drover.engine.apply.Problem;
import io.drover.engine.apply.RunInspection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The one place where the engine's words become the contracts' words. Stateless.
 *
 * <p>Two outcomes depend on who did the work: nothing pending, but revisions of this very run, means that an earlier
 * sending did it and died before its answer: SUCCEEDED {@code reconciled} (P14). A lock held by this very run means that
 * an earlier sending is still at it: given back, not failed (P22).
 */
final class OutcomeTranslation {
    private static final String RECONCILED = "reconciled";
    private static final int TEXT_BYTES = 2 * RunError.MAX_STATEMENT_BYTES;
    private static final int MESSAGE_BYTES = 4 * 1024;

    private OutcomeTranslation() {}

    /** @param hide takes secrets out of what the connection says */
    static RunEvent translate(RunAnswer answer, RunInspection found, UnaryOperator<String> hide) {
        RunError error = found.problem() == null ? null : error(found.problem(), hide);
        Versions versions = new Versions(found.from(), null, found.current(), found.nothingPending());
        Finding finding = Finding.valueOf(found.finding().name());
        return fit(
                found.files(),
                files -> answer.inspected(finding, versions, files, found.holder(), error, found.serverIdentity()));
    }

    /** @param hide takes secrets out of what the connection says */
    static RunEvent translate(RunAnswer answer, ApplyOutcome outcome, UnaryOperator<String> hide) {
        if (outcome instanceof ApplyOutcome.UpToDate upToDate) {
            return upToDate(answer, upToDate);
        }
        if (outcome instanceof ApplyOutcome.Applied applied) {
            List<FileResult> files = all(applied.reconciledFiles(), applied.files());
            return fit(answer, outcome, RunState.SUCCEEDED, null, applied.to(), files, null);
        }
        if (outcome instanceof ApplyOutcome.Failed failed) {
            List<FileResult> files = all(failed.reconciledFiles(), withoutUndoneEmpty(failed.files()));
            return failed(answer, outcome, failed.problem(), failed.to(), files, hide);
        }
        ApplyOutcome.Refused refused = (ApplyOutcome.Refused) outcome;
        return failed(answer, outcome, refused.problem(), null, refused.reconciledFiles(), hide);
    }

    /** What earlier sendings of the run did comes first: the failing file stays the last. */
    private static List<FileResult> all(List<FileResult> earlier, List<FileResult> now) {
        List<FileResult> files = new ArrayList<>(earlier);
        files.addAll(now);
        return files;
    }

    /**
     * Without files of no statements that were rolled back with the last one: nothing of them was executed, and what is
     * told could not be told from those that stand.
     */
    private static List<FileResult> withoutUndoneEmpty(List<FileResult> files) {
        FileResult last = files.isEmpty() ? null : files.get(files.size() - 1);
        return files.stream()
                .filter(file -> file.ok() || file.total() > 0 || file.equals(last))
                .toList();
    }

    private static RunEvent upToDate(RunAnswer answer, ApplyOutcome.UpToDate outcome) {
        List<FileResult> ours = outcome.reconciledFiles();
        if (ours.isEmpty()) {
            return fit(answer, outcome, RunState.NO_ACTION, null, null, List.of(), null);
        }
        String reached = ours.get(ours.size() - 1).version();
        return fit(answer, outcome, RunState.SUCCEEDED, RECONCILED, reached, ours, null);
    }

    private static RunEvent failed(
            RunAnswer answer,
            ApplyOutcome outcome,
            Problem problem,
            String to,
            List<FileResult> files,
            UnaryOperator<String> hide) {
        if (problem instanceof Problem.LockHeld lock
                && ApplicationName.isOf(String.valueOf(answer.ref().run()), lock.holder())) {
            return answer.returned(RunReturned.STILL_RUNNING);
        }
        boolean lost = problem instanceof Problem.Unreachable;
        UnaryOperator<String> shown = problem instanceof Problem.StatementFailed ? UnaryOperator.identity() : hide;
        RunState state = lost ? RunState.UNREACHABLE : RunState.FAILED;
        return fit(answer, outcome, state, null, to, files, error(problem, shown));
    }

    /** @param shown what may be shown of a text */
    static RunError error(Problem problem, UnaryOperator<String> shown) {
        return new RunError(
                problem.code(),
                problem.file(),
                problem.version(),
                problem.statement(),
                Cut.end(problem.statementText(), RunError.MAX_STATEMENT_BYTES),
                Cut.end(shown.apply(problem.message()), MESSAGE_BYTES),
                Cut.middle(shown.apply(problem.sentence()), TEXT_BYTES),
                Cut.end(shown.apply(problem.detail()), MESSAGE_BYTES),
                Cut.end(shown.apply(problem.hint()), MESSAGE_BYTES),
                problem.sqlState());
    }

    private static RunFinished fit(
            RunAnswer answer,
            ApplyOutcome outcome,
            RunState state,
            String reason,
            String to,
            List<FileResult> results,
            RunError error) {
        Versions versions = new Versions(outcome.from(), to, outcome.current(), outcome.nothingPending());
        return fit(results, files -> answer.finished(state, reason, versions, files, error, outcome.serverIdentity()));
    }

    private static <E extends RunEvent> E fit(List<FileResult> results, Function<List<AppliedFile>, E> event) {
        List<AppliedFile> files = new ArrayList<>();
        int statements = 0;
        for (FileResult result : results) {
            statements += result.statements().size();
            files.add(file(result, statements <= RunFinished.MAX_STATEMENTS));
        }
        return RecordLimit.fit(files, event);
    }

    private static AppliedFile file(FileResult result, boolean withStatements) {
        List<StatementTiming> timings = withStatements
                ? result.statements().stream()
                        .map(statement -> new StatementTiming(
                                statement.offset(),
                                statement.length(),
                                statement.duration().toNanos()))
                        .toList()
                : List.of();
        return new AppliedFile(
                result.fileName(),
                result.version(),
                result.description(),
                result.applied(),
                result.total(),
                result.startedAt(),
                result.duration().toNanos(),
                timings);
    }
}
